/** What a form field is: one file `<kind>.field.tsx` each, found by itself. */
import type { ComponentType } from "react";

import type { FieldSchema } from "../api/types";

export interface FieldProps {
  readonly id: string;
  readonly label: string;
  /** What the field means, for a tooltip. */
  readonly help: string;
  readonly schema: FieldSchema;
  readonly value: unknown;
  /** With every move of a slider and every choice. */
  readonly onChange: (value: unknown) => void;
  /** When a slide ended. */
  readonly onCommit?: () => void;
  readonly disabled: boolean;
}

export interface FieldKind {
  /** Whether this kind can show a field of that schema; exactly one kind fits each. */
  readonly fits: (schema: FieldSchema) => boolean;
  readonly Field: ComponentType<FieldProps>;
}

/** The default export of every `*.field.tsx`. */
export function defineField(kind: FieldKind): FieldKind {
  return kind;
}
