/** A project's settings in the words of the catalogue. Pure. */
import type { Catalogue, CatalogueEntry, EntryJson, FieldSchema, NodeFile } from "../api/types";
import { shortNumber } from "../components/logSlider";
import { choiceName, labelOf, withoutNull } from "../api/fieldSchema";
import { entryOf } from "./entries";
import type { TrainingEntry } from "./trainingEntries";

/** The longest title of a project that the server takes. */
export const LONGEST_TITLE = 120;

/** What each entry of the training is called. */
export const ENTRY_LABELS: Readonly<Record<TrainingEntry, string>> = {
  task: "Task",
  loss: "Loss",
  optimizer: "Optimizer",
  scheduler: "Learning rate schedule",
  initializer: "Initial weights",
  generator_optimizer: "Generator’s optimizer",
};

/** What it means that an entry of the training is left out for good. */
export const NONE_WORDS: Readonly<Partial<Record<TrainingEntry, string>>> = {
  scheduler: "no schedule",
  initializer: "usual weights",
};

/** `Linear h1`, or what the person called it. */
export function nodeName({ id, name, layer }: NodeFile, catalogue: Catalogue): string {
  return name ?? `${entryOf(catalogue, "layers", layer.type)?.title ?? layer.type} ${id}`;
}

/** The fields of an entry with those that the file leaves out at their defaults. */
export function filled(
  entry: EntryJson,
  declared: CatalogueEntry | undefined,
): Readonly<Record<string, unknown>> {
  return { ...declared?.defaults, ...entry };
}

export function fieldLabel(name: string, schema: FieldSchema | undefined): string {
  return labelOf(name, schema ?? {});
}

/** A value as people read it. */
export function valueWord(value: unknown, schema: FieldSchema = {}): string {
  if (value === null || value === undefined) return schema.ui?.choices?.["null"] ?? "none";
  if (typeof value === "number") return shortNumber(value);
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (Array.isArray(value)) {
    return value.map((item) => valueWord(item, schema.items ?? schema)).join(", ") || "none";
  }
  if (typeof value === "object") return JSON.stringify(value);
  return choiceName(withoutNull(schema) ?? schema, value);
}
