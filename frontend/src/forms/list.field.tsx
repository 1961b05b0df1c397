/** Any number of numbers, divided by commas: the epochs at which something changes. */
import { TextInput } from "@mantine/core";
import { useState } from "react";

import type { FieldSchema } from "../api/types";
import { defineField, type FieldProps } from "./field";
import { FieldRow } from "./FieldRow";
import { boundsOf } from "./schema";

function ListField({ id, label, help, schema, value, onChange, onCommit, disabled }: FieldProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const written = Array.isArray(value) ? value.map(String).join(", ") : "";
  const read = typed === null ? null : numbersIn(typed, schema);
  const settle = () => {
    if (Array.isArray(read) && typed !== written) {
      onChange(read);
      onCommit?.();
    }
    if (typeof read !== "string") setTyped(null);
  };
  return (
    <FieldRow id={id} label={label} help={help} below>
      <TextInput
        id={id}
        size="xs"
        value={typed ?? written}
        error={typeof read === "string" ? read : undefined}
        disabled={disabled}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onBlur={settle}
        onKeyDown={(event) => {
          if (event.key === "Enter") settle();
          if (event.key === "Escape") setTyped(null);
        }}
      />
    </FieldRow>
  );
}

/** The numbers that a text says, or why it does not say such numbers. Pure. */
export function numbersIn(text: string, schema: FieldSchema): readonly number[] | string {
  const parts = text.split(",").map((part) => part.trim());
  const numbers = parts.filter((part) => part !== "").map(Number);
  const { lowest, highest, whole } = boundsOf(schema.items ?? {});
  const sort = whole ? "whole numbers" : "numbers";
  if (numbers.some((number) => !Number.isFinite(number) || (whole && !Number.isInteger(number))))
    return `${sort}, divided by commas`;
  if (numbers.some((number) => number < lowest || number > highest))
    return `from ${lowest} to ${highest}`;
  const [least, most] = [schema.minItems ?? 0, schema.maxItems ?? Infinity];
  if (numbers.length < least || numbers.length > most)
    return least === most ? `${least} ${sort}` : `${least} to ${most} ${sort}`;
  return numbers;
}

export default defineField({
  fits: ({ type, items, prefixItems }) =>
    type === "array" && !prefixItems && ["number", "integer"].includes(String(items?.type)),
  Field: ListField,
});
