/** How the output of the run on the screen is shown, and the data it was trained on. */
import { useMemo } from "react";

import type { DataInfo, Preview, PreviewHalf } from "../../api/types";
import { useEntry } from "../../store/catalogue";
import { usePreview } from "../../store/preview";
import { previewRequest, usePreviewOf } from "../../session/previewOf";
import { useRunProject } from "../../store/runs";

/** How a run's answers are shown best. `offers`: only by the readings that the probes offer for its task. */
export type OutputForm = "plane" | "curve" | "classes" | "numbers" | "offers";

/** The tasks that predict a class or a number for each sample. */
const ANSWERED: ReadonlySet<unknown> = new Set([undefined, "classification", "regression"]);

export interface RunOutput {
  readonly form: OutputForm;
  readonly info: DataInfo;
  /** Whether samples are pictures. */
  readonly pictures: boolean;
  /** Whether two networks play against each other. Then the output is how real the discriminator considers a point. */
  readonly isDuel: boolean;
  /** The samples of the data that the run was trained on; null until they have arrived. */
  readonly samples: Preview | null;
}

/** The output of the run on the screen; null until the data are known. */
export function useRunOutput(): RunOutput | null {
  const { preview, request } = usePreview();
  const project = useRunProject();
  const shown = project ? previewRequest(project) : request;
  const samples = usePreviewOf(shown);
  const trainedOn = shown?.data;
  const usual = useEntry("datasets", trainedOn?.type)?.tasks?.[0];
  return useMemo(() => {
    // Until the run's own samples have arrived, use the preview of the drawing if its data have the same type.
    const info =
      samples?.info ?? (request?.data.type === trainedOn?.type ? preview?.info : undefined);
    if (!info) return null;
    const task = project?.training.task?.type ?? usual;
    const form = ANSWERED.has(task) || info.plane ? outputFormOf(info) : "offers";
    const isDuel = task === "gan";
    return { form, info, pictures: info.shape.length === 3, isDuel, samples };
  }, [preview, project, request, samples, trainedOn, usual]);
}

export function outputFormOf(info: DataInfo): OutputForm {
  if (info.plane) return "plane";
  if (info.classes && info.classes.length > 0) return "classes";
  return info.shape.length === 1 && info.shape[0] === 1 ? "curve" : "numbers";
}

/** The train samples, and with `isWhole` also those that are not trained on: the validation split and the test samples. */
export function partsOf({ train, val, test }: Preview, isWhole: boolean): readonly PreviewHalf[] {
  return isWhole ? [train, ...(val ? [val] : []), test] : [train];
}
