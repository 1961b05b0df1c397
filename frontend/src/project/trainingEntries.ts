/** The entries of a training: which there are, of which family, and what is taken for those a file leaves out. Pure. */
import type {
  Catalogue,
  CatalogueEntry,
  EntryJson,
  Family,
  ProjectFile,
  Setting,
} from "../api/types";
import { entryOf } from "./entries";

/** The entries of the training by their field, and the family each is of. */
export const TRAINING_ENTRIES = {
  task: "tasks",
  loss: "losses",
  optimizer: "optimizers",
  scheduler: "schedulers",
  initializer: "initializers",
  generator_optimizer: "optimizers",
} as const satisfies Record<string, Family>;

export type TrainingEntry = keyof typeof TRAINING_ENTRIES;

export const TRAINING_FIELDS = Object.keys(TRAINING_ENTRIES) as readonly TrainingEntry[];

/** Finds an entry of the catalogue by its family and type. */
export type FindEntry = (family: Family, type: string) => CatalogueEntry | undefined;

export function finderIn(catalogue: Catalogue): FindEntry {
  return (family, type) => entryOf(catalogue, family, type);
}

export function isTrainingEntry(name: string): name is TrainingEntry {
  return name in TRAINING_ENTRIES;
}

/** An entry of the training; where the file leaves it out, the one that the server takes; null for none. */
export function trainingEntry(
  project: ProjectFile,
  field: TrainingEntry,
  find: FindEntry,
): EntryJson | null {
  const written = project.training[field];
  if (written) return written;
  const type = usualType(project, field, find);
  return type === undefined ? null : { type };
}

function usualType(project: ProjectFile, field: TrainingEntry, find: FindEntry) {
  if (field === "optimizer") return "adam";
  if (field === "task") return find("datasets", project.data.type)?.tasks?.[0];
  if (field !== "loss") return undefined;
  const task = trainingEntry(project, "task", find);
  return task ? find("tasks", task.type)?.losses?.[0] : undefined;
}

/** The change of a drawing's training that sets one live field: `l1`, `optimizer.lr`. */
export function trainingWith(
  file: ProjectFile,
  field: string,
  value: Setting,
  find: FindEntry,
): Partial<ProjectFile["training"]> {
  const [owner = "", name] = field.split(".");
  if (name === undefined) return { [field]: value };
  const own = isTrainingEntry(owner) ? trainingEntry(file, owner, find) : null;
  return own ? { [owner]: { ...own, [name]: value } } : {};
}
