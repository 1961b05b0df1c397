/** What changes in the training with the choice of another entry. Pure. */
import type { Catalogue, EntryJson, TrainingFile } from "../../api/types";
import { taskChange, type TrainingEntry } from "../../project/trainingEntries";

/** What a new optimizer keeps from the old one: the weight decay. */
export function kept({ weight_decay }: EntryJson): Record<string, unknown> {
  return typeof weight_decay === "number" ? { weight_decay } : {};
}

/** Another entry at this field; `before` are those that are in force now. */
export function entryChange(
  field: TrainingEntry,
  entry: EntryJson,
  before: Readonly<Record<TrainingEntry, EntryJson | null>>,
  catalogue: Catalogue,
): Partial<TrainingFile> {
  if (field === "task") return taskChange(entry, before.loss, catalogue);
  const old = before.optimizer;
  if (field !== "optimizer" || !old) return { [field]: entry };
  // The one that is chosen already keeps its settings.
  return { optimizer: old.type === entry.type ? { ...old, ...entry } : { ...kept(old), ...entry } };
}
