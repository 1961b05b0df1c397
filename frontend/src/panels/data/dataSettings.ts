/** The fields that the form of a data set shows. Painted points and uploaded files have separate panels. Pure. */
import type { CatalogueEntry } from "../../api/types";
import { fieldsOf } from "../../forms/EntryForm";

export function settingsOf({ type, schema }: CatalogueEntry): readonly string[] {
  return fieldsOf(schema).filter((name) => {
    const { ui } = schema.properties[name] ?? {};
    const isPainted = type === "painted" && (name === "points" || name === "classes");
    return !isPainted && ui?.file === undefined && ui?.column === undefined;
  });
}
