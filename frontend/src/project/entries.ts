/** Finds entries in the catalogue, and begins new things from them. Pure. */
import type { Catalogue, CatalogueEntry, EntryJson, Family } from "../api/types";

/** The entry of a family by its type. */
export function entryOf(
  catalogue: Catalogue,
  family: Family,
  type: string,
): CatalogueEntry | undefined {
  return catalogue.families[family].find((known) => known.type === type);
}

/** A new entry of this type, with every field at its default. */
export function defaults(type: string): EntryJson {
  return { type };
}
