/** A list of words, for example names of classes or columns. */
import { lazy, Suspense } from "react";

import { defineField, type FieldProps } from "./field";
import { FieldRow } from "./FieldRow";

const WordsInput = lazy(async () => ({ default: (await import("./WordsInput")).WordsInput }));

function WordsField({ label, help, value, ...input }: FieldProps) {
  const words = Array.isArray(value) ? value.map(String) : [];
  return (
    <FieldRow id={input.id} label={label} help={help} below>
      <Suspense fallback={null}>
        <WordsInput {...input} words={words} />
      </Suspense>
    </FieldRow>
  );
}

export default defineField({
  fits: ({ type, items }) => type === "array" && items?.type === "string" && !items.enum,
  Field: WordsField,
});
