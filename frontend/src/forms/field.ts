/** A form field draws one kind of schema. Each is one file `<kind>.field.tsx`, found by its name. */
import type { ComponentType } from "react";

import type { FieldSchema } from "../api/types";

export interface FieldProps {
  readonly id: string;
  readonly label: string;
  /** What the field means, for the tooltip. */
  readonly help: string;
  readonly schema: FieldSchema;
  readonly value: unknown;
  /** Called at every change, also while a slider moves. */
  readonly onChange: (value: unknown) => void;
  /** Called when a slider is released. */
  readonly onCommit?: () => void;
  readonly disabled: boolean;
}

export interface FieldKind {
  /** Whether this kind can show a field with that schema. Exactly one kind fits each schema. */
  readonly fits: (schema: FieldSchema) => boolean;
  readonly Field: ComponentType<FieldProps>;
}

/** Every `*.field.tsx` exports the result by default. */
export function defineField(kind: FieldKind): FieldKind {
  return kind;
}
