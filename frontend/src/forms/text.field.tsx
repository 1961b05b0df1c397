/** One line of text. The change takes effect at Enter or when the focus leaves the field. */
import { TextInput } from "@mantine/core";
import { useState } from "react";

import { defineField, type FieldProps } from "./field";
import { FieldRow } from "./FieldRow";

function TextField({ id, label, help, schema, value, onChange, onCommit, disabled }: FieldProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const settle = () => {
    if (typed !== null && typed !== value) {
      onChange(typed);
      onCommit?.();
    }
    setTyped(null);
  };
  return (
    <FieldRow id={id} label={label} help={help} below>
      <TextInput
        id={id}
        size="xs"
        maxLength={schema.maxLength}
        value={typed ?? (typeof value === "string" ? value : "")}
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

export default defineField({
  fits: ({ type, enum: choices }) => type === "string" && !choices,
  Field: TextField,
});
