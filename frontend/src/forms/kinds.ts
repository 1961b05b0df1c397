/** All kinds of form field: every `*.field.tsx` of this folder. */
import type { FieldSchema } from "../api/types";
import type { FieldKind } from "./field";

const files = import.meta.glob<FieldKind>("./*.field.tsx", { eager: true, import: "default" });

/** The kinds that can show a field of this schema. One kind, or none if the page does not know such a schema. */
export function kindsFor(schema: FieldSchema): FieldKind[] {
  return Object.values(files).filter((kind) => kind.fits(schema));
}
