/** The samples of the data, or the plane to paint them on, without the settings of the data. */
import { usePreview } from "../../store/preview";
import { useProject } from "../../store/project";
import { Panel } from "../../components/Panel";
import { Look } from "./DataTab";

export function DataView() {
  const data = useProject((state) => state.file.data);
  const { preview, problem } = usePreview();
  return (
    <Panel title="Data">
      {problem && <p>{problem}</p>}
      <Look data={data} preview={preview} />
    </Panel>
  );
}
