/** The data: which set, its settings, how it is split, and which sample the network shows. */
import { useMemo } from "react";

import type { CatalogueEntry, Preview } from "../api/types";
import { EntryForm } from "../forms/EntryForm";
import { useCatalogue, useEntry } from "../store/catalogue";
import { usePreview } from "../store/preview";
import { usePreferences } from "../store/preferences";
import { endUndoStep, useProject } from "../store/project";
import { chooseData } from "./chooseData";
import classes from "./DataTab.module.css";
import { PreviewPicture } from "./PreviewPicture";
import { SampleStrip } from "./SampleStrip";

export function DataTab() {
  const data = useProject((state) => state.file.data);
  const origin = useProject((state) => state.origin);
  const { families } = useCatalogue();
  const entry = useEntry("datasets", data.type);
  const { preview, problem } = usePreview();
  const groups = useMemo(() => grouped(families.datasets), [families.datasets]);
  return (
    <div className={classes["tab"]}>
      {groups.map(([group, members]) => (
        <section key={group} aria-label={group}>
          <h3 className={classes["heading"]}>{group || "Data set"}</h3>
          <div className={classes["sets"]}>
            {members.map(({ type, title, help }) => (
              <button
                key={type}
                type="button"
                className={classes["set"]}
                aria-pressed={type === data.type}
                title={help}
                onClick={() => pickSet(type)}
              >
                {title}
              </button>
            ))}
          </div>
        </section>
      ))}
      {problem && <p className={classes["problem"]}>{problem}</p>}
      {preview && preview.kind !== "points" && preview.kind !== "curve" && (
        <SampleStrip preview={preview} />
      )}
      {preview && (preview.kind === "points" || preview.kind === "curve") && (
        <PreviewPicture preview={preview} />
      )}
      {preview && <Split preview={preview} />}
      {entry && (
        <section aria-label={`Settings of ${entry.title}`}>
          <h3 className={classes["heading"]}>{entry.title}</h3>
          <EntryForm
            key={origin}
            entry={entry}
            value={data}
            onChange={(field, value) => useProject.getState().setData({ ...data, [field]: value })}
            onCommit={endUndoStep}
            idPrefix="data"
          />
        </section>
      )}
    </div>
  );
}

/** Another set: its task and loss follow where the ones of the drawing do not fit, and the sample is its first. */
function pickSet(type: string): void {
  chooseData(type);
  usePreferences.getState().set({ sample: { index: 0, of: "test" } });
}

function Split({ preview: { train, test } }: { readonly preview: Preview }) {
  const batch = useProject((state) => state.file.training.batch_size ?? 32);
  const steps = Math.ceil(train.total / batch);
  return (
    <section aria-label="Split">
      <h3 className={classes["heading"]}>Split</h3>
      <p className={classes["split"]}>
        <span>
          train <b>{train.total.toLocaleString("en")}</b>
        </span>
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

function grouped(sets: readonly CatalogueEntry[]): [string, CatalogueEntry[]][] {
  const groups = new Map<string, CatalogueEntry[]>();
  for (const entry of sets) groups.set(entry.group, [...(groups.get(entry.group) ?? []), entry]);
  return [...groups];
}
