/** A value or null: a switch, and the field of the value while the switch is on. */
import { Switch } from "@mantine/core";

import { defineField, type FieldProps } from "./field";
import { FieldRow } from "./FieldRow";
import { kindsFor } from "./kinds";
import { firstValue, withoutNull } from "../api/fieldSchema";

function NullableField(props: FieldProps) {
  const { id, label, help, schema, value, onChange, disabled } = props;
  const inner = withoutNull(schema);
  const isOn = value !== null && value !== undefined;
  const [kind] = inner ? kindsFor(inner) : [];
  return (
    <div>
      <FieldRow id={`${id}-on`} label={isOn ? `Set ${label.toLowerCase()}` : label} help={help}>
        <Switch
          id={`${id}-on`}
          size="xs"
          checked={isOn}
          disabled={disabled}
          onChange={(event) =>
            onChange(event.currentTarget.checked && inner ? firstValue(inner) : null)
          }
        />
      </FieldRow>
      {isOn && inner && kind && <kind.Field {...props} schema={inner} />}
    </div>
  );
}

export default defineField({
  fits: (schema) => withoutNull(schema) !== undefined,
  Field: NullableField,
});
