/** A switch: yes or no. */
import { Switch } from "@mantine/core";

import { defineField, type FieldProps } from "./field";
import { FieldRow } from "./FieldRow";

function BooleanField({ id, label, help, value, onChange, disabled }: FieldProps) {
  return (
    <FieldRow id={id} label={label} help={help}>
      <Switch
        id={id}
        size="xs"
        checked={value === true}
        disabled={disabled}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
    </FieldRow>
  );
}

export default defineField({ fits: ({ type }) => type === "boolean", Field: BooleanField });
