/** The entries of a training: which there are, their families, and what is used where a file leaves one out. Pure. */
import type {
  Catalogue,
  CatalogueEntry,
  EntryJson,
  Family,
  ProjectFile,
  Setting,
  TrainingFile,
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

/** Finds an entry of the catalogue by its family and type; knows the training's own settings and what is usual. */
export interface FindEntry {
  (family: Family, type: string): CatalogueEntry | undefined;
  /** The declaration of the training's own settings. */
  readonly training?: Catalogue["training"];
  /** What the server's check filled in for a project; nothing while it has not answered for that one. */
  readonly filledIn?: (project: ProjectFile) => FilledIn | undefined;
}

/** Entries of a training that its file leaves out, as the server fills them in. */
export type FilledIn = Readonly<Partial<Record<string, unknown>>>;

export function finderIn(catalogue: Catalogue, filledIn?: FindEntry["filledIn"]): FindEntry {
  const find = (family: Family, type: string) => entryOf(catalogue, family, type);
  return Object.assign(find, { training: catalogue.training, ...(filledIn && { filledIn }) });
}

export function isTrainingEntry(name: string): name is TrainingEntry {
  return name in TRAINING_ENTRIES;
}

/**
 * An entry of the training; null for none. Where the file leaves it out it is what the check filled in or, until the
 * check has answered, the first that the catalogue names.
 */
export function trainingEntry(
  project: ProjectFile,
  field: TrainingEntry,
  find: FindEntry,
): EntryJson | null {
  const written = project.training[field];
  if (written) return written;
  const known = find.filledIn?.(project)?.[field];
  if (isEntry(known)) return known;
  const type = usualType(project, field, find);
  return type === undefined ? null : { type };
}

function isEntry(value: unknown): value is EntryJson {
  return typeof value === "object" && value !== null && "type" in value;
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

/** Another task. The loss becomes the usual one of the task if it does not fit it. */
export function taskChange(
  task: EntryJson | null,
  loss: EntryJson | null,
  catalogue: Catalogue,
): Partial<TrainingFile> {
  const fitting = task ? (entryOf(catalogue, "tasks", task.type)?.losses ?? []) : [];
  const isKept = loss !== null && fitting.includes(loss.type);
  return { task, ...(isKept ? {} : { loss: null }) };
}
