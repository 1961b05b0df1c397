/** Puts another data set into the project, with a task and a loss that fit it. */
import type {
  CatalogueEntry,
  DataInfo,
  EntryJson,
  ProjectFile,
  TrainingFile,
} from "../../api/types";
import { entry } from "../../store/catalogue";
import { setTraining as trainingSet } from "../../project/graph";
import { endUndoStep, useProject } from "../../store/project";

/** Batch size for painted points: they are few, and a batch must not be larger than the train split. */
const SMALL_BATCH = 4;
/** Tasks that predict a class or a number. The data decide which of the two it is. */
const ANSWERS: ReadonlySet<string> = new Set(["classification", "regression"]);

export function chooseData(data: EntryJson, info: DataInfo | null = null): void {
  const { file, setData, setTraining } = useProject.getState();
  const change = changeFor(file, data, info && taskOf(info));
  endUndoStep();
  setData(data);
  if (Object.keys(change).length > 0) setTraining(change);
}

/** The project with these data. `wanted` is the task that fits the data, if it is known. */
export function projectWith(
  file: ProjectFile,
  data: EntryJson,
  wanted: string | null = null,
): ProjectFile {
  return trainingSet({ ...file, data }, changeFor(file, data, wanted));
}

/** The task that fits these data. Pure. */
export function taskOf(info: DataInfo): string {
  if (info.token_targets) return info.causal ? "language_modelling" : "masked_language_modelling";
  return (info.classes?.length ?? 0) > 0 ? "classification" : "regression";
}

function changeFor(
  { training }: ProjectFile,
  data: EntryJson,
  wanted: string | null,
): Partial<TrainingFile> {
  const set = entry("datasets", data.type);
  const drawn = training.task?.type ?? "";
  const isOther = wanted !== null && ANSWERS.has(drawn) && drawn !== wanted;
  const tasks = isOther && set?.tasks?.includes(wanted) ? [wanted] : (set?.tasks ?? []);
  const task = tasks[0] === undefined ? undefined : entry("tasks", tasks[0]);
  const isLarge = data.type === "painted" && (training.batch_size ?? 32) > SMALL_BATCH;
  return {
    ...(task ? fitting(training, { tasks }, task) : null),
    ...(isLarge ? { batch_size: SMALL_BATCH } : null),
  };
}

/** The changes that make the training fit the data set; null if it fits already. Pure. */
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
