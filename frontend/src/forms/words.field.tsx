/** A list of words, for example names of classes or columns. */
import { TagsInput } from "@mantine/core";

import { defineField, type FieldProps } from "./field";
import { FieldRow } from "./FieldRow";

function WordsField({ id, label, help, schema, value, onChange, onCommit, disabled }: FieldProps) {
  const words = Array.isArray(value) ? value.map(String) : [];
  return (
    <FieldRow id={id} label={label} help={help} below>
      <TagsInput
        id={id}
        size="xs"
        value={words}
        maxTags={schema.maxItems}
        disabled={disabled}
        placeholder={words.length === 0 ? "type a name, then Enter" : undefined}
        onChange={(next) => {
          if (next.length < (schema.minItems ?? 0)) return;
          onChange(next);
          onCommit?.();
        }}
      />
    </FieldRow>
  );
}

export default defineField({
  fits: ({ type, items }) => type === "array" && items?.type === "string" && !items.enum,
  Field: WordsField,
});
