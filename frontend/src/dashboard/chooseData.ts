/** Puts another data set under the drawing, with a task and a loss that fit it. */
import type { CatalogueEntry, EntryJson, TrainingFile } from "../api/types";
import { entry } from "../store/catalogue";
import { endUndoStep, useProject } from "../store/project";

/** Painted points are few, and a batch must not be larger than what there is to train with. */
const SMALL_BATCH = 4;

export function chooseData(data: EntryJson): void {
  const { file, setData, setTraining } = useProject.getState();
  const set = entry("datasets", data.type);
  const task = set?.tasks?.[0] && entry("tasks", set.tasks[0]);
  const change = set && task ? fitting(file.training, set, task) : null;
  const isLarge = data.type === "painted" && (file.training.batch_size ?? 32) > SMALL_BATCH;
  const all = { ...change, ...(isLarge ? { batch_size: SMALL_BATCH } : {}) };
  endUndoStep();
  setData(data);
  if (Object.keys(all).length > 0) setTraining(all);
}

/** What of the training must change so that it fits the set; null where it fits as it is. Pure. */
export function fitting(
  training: TrainingFile,
  set: Pick<CatalogueEntry, "tasks">,
  usual: Pick<CatalogueEntry, "type" | "losses">,
): Partial<TrainingFile> | null {
  const task = training.task?.type;
  if (task === undefined || set.tasks?.includes(task)) return null;
  const loss = training.loss?.type;
  const isFitting = loss === undefined || usual.losses?.includes(loss);
  const [first] = usual.losses ?? [];
  return {
    task: { type: usual.type },
    ...(isFitting || first === undefined ? {} : { loss: { type: first } }),
  };
}
