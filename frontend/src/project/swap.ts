/** Puts another layer of the same sort in the place of a layer: ReLU for Tanh, GRU for LSTM. Pure. */
import type { CatalogueEntry, EntryJson, FieldSchema } from "../api/types";

/** All layers that can stand in for this one, itself among them, in the order of the catalogue; none if nothing can. */
export function standIns(
  layers: readonly CatalogueEntry[],
  type: string | undefined,
): readonly CatalogueEntry[] {
  const sort = layers.find((entry) => entry.type === type)?.sort;
  return sort ? layers.filter((entry) => entry.sort === sort) : [];
}

/** A layer of another type with every parameter that both have, as far as the new layer accepts its value. */
export function swapped(
  layer: EntryJson,
  from: CatalogueEntry | undefined,
  to: CatalogueEntry,
): EntryJson {
  const values = { ...from?.defaults, ...layer };
  const kept = Object.entries(to.schema.properties).filter(
    ([name, schema]) =>
      name !== "type" &&
      name in values &&
      (name in layer || values[name] !== to.defaults[name]) &&
      accepts(schema, values[name]),
  );
  return { ...Object.fromEntries(kept.map(([name]) => [name, values[name]])), type: to.type };
}

/** Whether a field takes this value: one of its choices, within its bounds, of the type of its default. */
function accepts(schema: FieldSchema, value: unknown): boolean {
  if (schema.enum) return schema.enum.some((choice) => choice === value);
  if (typeof value === "number") {
    const isNumber =
      schema.type === "number" || (schema.type === "integer" && Number.isInteger(value));
    return (
      isNumber && value >= (schema.minimum ?? -Infinity) && value <= (schema.maximum ?? Infinity)
    );
  }
  return schema.type === undefined || schema.type === typeof value;
}

/** The next number of units: one by one while they are few, then by eights; within what the field accepts. */
export function unitsAfter(count: number, step: 1 | -1, schema: FieldSchema | undefined): number {
  const by = count + Math.min(0, step) < 16 ? 1 : 8;
  const next =
    by === 1
      ? count + step
      : step > 0
        ? Math.floor(count / 8) * 8 + 8
        : Math.ceil(count / 8) * 8 - 8;
  return Math.min(schema?.maximum ?? Infinity, Math.max(schema?.minimum ?? 1, next));
}
