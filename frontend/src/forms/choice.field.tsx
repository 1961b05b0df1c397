/** A choice of one value from a list. */
import { NativeSelect } from "@mantine/core";

import { defineField, type FieldProps } from "./field";
import { FieldRow } from "./FieldRow";
import { choiceName } from "../api/fieldSchema";

function ChoiceField({ id, label, help, schema, value, onChange, disabled }: FieldProps) {
  const choices = schema.enum ?? [];
  return (
    <FieldRow id={id} label={label} help={help}>
      <NativeSelect
        id={id}
        size="xs"
        value={String(value)}
        disabled={disabled}
        data={choices.map((choice) => ({
          value: String(choice),
          label: choiceName(schema, choice),
        }))}
        onChange={(event) => {
          const picked = event.currentTarget.value;
          onChange(choices.find((choice) => String(choice) === picked));
        }}
      />
    </FieldRow>
  );
}

export default defineField({ fits: (schema) => schema.enum !== undefined, Field: ChoiceField });
