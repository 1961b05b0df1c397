/** A list of numbers: one field for each if their count is small and fixed, else one text with commas. */
import { TextInput } from "@mantine/core";
import { useState } from "react";

import type { FieldSchema } from "../api/types";
import { NumberField } from "../components/NumberField";
import { typedNumber } from "../components/typedNumber";
import { defineField, type FieldProps } from "./field";
import { FieldRow } from "./FieldRow";
import { boundsOf, firstValue } from "../api/fieldSchema";

/** Longer lists are typed as one text. */
const MOST_FIELDS = 4;

function ListField(props: FieldProps) {
  const { minItems = 0, maxItems = Infinity } = props.schema;
  const isFixed = minItems === maxItems && maxItems <= MOST_FIELDS;
  return isFixed ? <Several {...props} count={maxItems} /> : <InARow {...props} />;
}

function Several({ count, ...props }: FieldProps & { readonly count: number }) {
  const { id, label, help, schema, value, onChange, onCommit, disabled } = props;
  const numbers: readonly unknown[] = Array.isArray(value) ? value : [];
  const first = firstValue(schema.items ?? {});
  const known = Array.from({ length: count }, (_, at) => Number(numbers[at] ?? first));
  const bounds = boundsOf(schema.items ?? {}, schema.ui);
  return known.map((number, at) => (
    <NumberField
      key={at}
      id={`${id}-${at + 1}`}
      label={`${label} ${at + 1}`}
      hint={help}
      value={number}
      disabled={disabled}
      onChange={(next) => onChange(known.map((other, place) => (place === at ? next : other)))}
      onCommit={() => onCommit?.()}
      {...bounds}
    />
  ));
}

function InARow({ id, label, help, schema, value, onChange, onCommit, disabled }: FieldProps) {
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

/**
 * Reads the numbers in a text. If the text does not fit the schema, returns a sentence that says what would fit. Pure.
 */
export function numbersIn(text: string, schema: FieldSchema): readonly number[] | string {
  const bounds = boundsOf(schema.items ?? {});
  const sort = bounds.whole ? "whole numbers" : "numbers";
  const numbers: number[] = [];
  for (const part of partsOf(text, bounds.whole)) {
    const typed = typedNumber(part, bounds);
    if ("problem" in typed) return `${typed.problem}, divided by commas`;
    numbers.push(typed.number);
  }
  const [least, most] = [schema.minItems ?? 0, schema.maxItems ?? Infinity];
  if (numbers.length < least || numbers.length > most)
    return `${least === most ? least : `${least} to ${most}`} ${sort}, not ${numbers.length}`;
  return numbers;
}

/** A comma divides. Where semicolons or spaces divide, a comma within a number is its decimal comma: 0,5; 0,25. */
function partsOf(text: string, whole: boolean): readonly string[] {
  const divider = text.includes(";") ? /[;\n]/ : whole || !/,\s/.test(text) ? /[,\n]/ : /,\s/;
  return text.split(divider).filter((part) => part.trim() !== "");
}

export default defineField({
  fits: ({ type, items, prefixItems }) =>
    type === "array" && !prefixItems && ["number", "integer"].includes(String(items?.type)),
  Field: ListField,
});
