/** The data: the data set, its settings, its split, and the sample that the network shows. */
import type { EntryJson, Preview } from "../../api/types";
import { EntryForm } from "../../forms/EntryForm";
import { useEntry } from "../../store/catalogue";
import { useReport } from "../../store/check";
import { usePreview } from "../../store/preview";
import { endUndoStep, useProject } from "../../store/project";
import { pickSet } from "./pickSet";
import { UploadPanel } from "./UploadPanel";
import { DataChooser } from "./DataChooser";
import { settingsOf } from "./dataSettings";
import classes from "./DataTab.module.css";
import { DownloadPanel } from "./DownloadPanel";
import { PaintPanel } from "./PaintPanel";
import { PreviewPicture } from "./PreviewPicture";
import { SampleStrip } from "../sample/SampleStrip";
import { TaskChoice } from "./TaskChoice";

export function DataTab() {
  const data = useProject((state) => state.file.data);
  const origin = useProject((state) => state.origin);
  const entry = useEntry("datasets", data.type);
  const { preview, problem, request } = usePreview();
  const isOfNow = request?.data === data;
  return (
    <div className={classes["tab"]}>
      <DataChooser drawn={data.type} onChoose={(type) => pickSet({ type })} />
      <TaskChoice />
      <UploadPanel />
      {entry?.needs === "download" && <DownloadPanel key={entry.type} entry={entry} />}
      {problem && <p className={classes["problem"]}>{problem}</p>}
      <Look data={data} preview={preview} />
      {preview && <Split preview={preview} isOfNow={isOfNow} />}
      {entry && settingsOf(entry).length > 0 && (
        <section aria-label={`Settings of ${entry.title}`}>
          <h3 className={classes["heading"]}>Settings</h3>
          <EntryForm
            key={origin}
            entry={entry}
            value={data}
            onChange={(field, value) => useProject.getState().setData({ ...data, [field]: value })}
            onCommit={endUndoStep}
            fields={settingsOf(entry)}
            idPrefix="data"
          />
        </section>
      )}
    </div>
  );
}

/** A picture of the samples, or the panel to paint them. */
export function Look({
  data,
  preview,
}: {
  readonly data: EntryJson;
  readonly preview: Preview | null;
}) {
  if (data.type === "painted") return <PaintPanel />;
  if (!preview) return null;
  const isPicture = preview.kind === "points" || preview.kind === "curve";
  return isPicture ? <PreviewPicture preview={preview} /> : <SampleStrip preview={preview} />;
}

interface SplitProps {
  readonly preview: Preview;
  /** Whether the preview shows the data as they are set now, not as they were before the last change. */
  readonly isOfNow: boolean;
}

function Split({ preview: { train, val, test }, isOfNow }: SplitProps) {
  const chosen = useProject((state) => state.file.training.batch_size);
  const usual = useReport()?.defaults["batch_size"];
  const batch = chosen ?? (typeof usual === "number" ? usual : 32);
  const steps = Math.ceil(train.total / batch);
  return (
    <section aria-label="Split" data-late={!isOfNow || undefined}>
      <h3 className={classes["heading"]}>Split</h3>
      <p className={classes["split"]}>
        <span>
          train <b>{train.total.toLocaleString("en")}</b>
        </span>
        {val && (
          <span>
            validation <b>{val.total.toLocaleString("en")}</b>
          </span>
        )}
        <span>
          test <b>{test.total.toLocaleString("en")}</b>
        </span>
      </p>
      <p className={classes["split"]}>
        <span>
          batch <b>{batch}</b>
        </span>
        <span>
          <b>{steps.toLocaleString("en")}</b> steps an epoch
        </span>
      </p>
    </section>
  );
}
