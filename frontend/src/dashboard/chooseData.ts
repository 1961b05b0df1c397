/** Puts another data set under the drawing, with a task and a loss that fit it. */
import type { CatalogueEntry, TrainingFile } from "../api/types";
import { entry } from "../store/catalogue";
import { useProject } from "../store/project";

export function chooseData(type: string): void {
  const { file, setData, setTraining } = bound();
  const set = entry("datasets", type);
  const task = set?.tasks?.[0] && entry("tasks", set.tasks[0]);
  const change = set && task ? fitting(file.training, set, task) : null;
  setData({ type });
  if (change) setTraining(change);
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

function bound() {
  const state = useProject.getState();
  return {
    file: state.file,
    setData: state.setData.bind(state),
    setTraining: state.setTraining.bind(state),
  };
}
