/** All kinds of form field there are: every `*.field.tsx` of this folder. */
import type { FieldSchema } from "../api/types";
import type { FieldKind } from "./field";

const files = import.meta.glob<FieldKind>("./*.field.tsx", { eager: true, import: "default" });

/** The kinds that can show a field of this schema; one, unless a schema is new to the page. */
export function kindsFor(schema: FieldSchema): FieldKind[] {
  return Object.values(files).filter((kind) => kind.fits(schema));
}
