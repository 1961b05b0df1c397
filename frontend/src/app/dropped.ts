/** What happens with files that were dropped on the page. */
import { useDroppedData, purposeOf, type FolderFile } from "../session/droppedFiles";
import { uploadWeightsFile } from "../session/weights";
import { notify } from "../store/messages";
import { endUndoStep, undo, useProject } from "../store/project";
import { readProject } from "./projectFiles";

/** The largest project file that is read. */
const MOST_PROJECT_BYTES = 20_000_000;

/** Rejects with a sentence where the files cannot be used; nothing of the drawing is lost then. */
export async function takeDropped(files: readonly FolderFile[], onData: () => void): Promise<void> {
  const [first] = files;
  switch (purposeOf(files)) {
    case "nothing":
      throw new Error("Nothing was dropped that can be read: drop a file, or a folder with files");
    case "several":
      throw new Error(
        `These ${files.length} files do not belong together: drop one project, one weights file, or only data`,
      );
    case "project":
      return openProjectFile(first as FolderFile);
    case "weights":
      return startFromFile(first as FolderFile);
    case "data":
      useDroppedData.setState({ files });
      onData();
  }
}

async function openProjectFile({ path, data }: FolderFile): Promise<void> {
  if (data.size > MOST_PROJECT_BYTES)
    throw new Error(`“${path}” is larger than any project (20 MB); drop a project file`);
  const file = readProject(path, await data.text());
  const before = useProject.getState().file.title;
  useProject.getState().load(file);
  notify(`“${path}” is open; “${before}” comes back with undo`, {
    tone: "news",
    action: { title: "Undo", run: undo },
  });
}

async function startFromFile({ path, data }: FolderFile): Promise<void> {
  const name = path.split("/").at(-1) ?? path;
  if (!/\.safetensors$/i.test(name))
    throw new Error(
      `“${name}” cannot be read: weights come as .safetensors; save them with safetensors.torch.save_file`,
    );
  const file = new File([data], name);
  const weights = await uploadWeightsFile(file, () => undefined);
  endUndoStep();
  useProject.getState().setTraining({ start: { weights, nodes: null } });
  endUndoStep();
  notify(
    `The drawing starts from the weights in “${name}”, wherever a layer has the same id and shapes`,
    {
      tone: "news",
      cause: "start",
      action: { title: "Undo", run: undo },
    },
  );
}
