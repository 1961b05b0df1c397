/** A number to type, with a slider if the schema gives a range to choose from. */
import { NumberField } from "../components/NumberField";
import { defineField, type FieldProps } from "./field";
import { boundsOf } from "../api/fieldSchema";

function NumberInputField(props: FieldProps) {
  const { label, help, schema, value, onChange, onCommit, disabled } = props;
  return (
    <NumberField
      id={props.id}
      label={label}
      hint={help}
      value={Number(value)}
      onChange={onChange}
      onCommit={() => onCommit?.()}
      disabled={disabled}
      {...boundsOf(schema)}
    />
  );
}

export default defineField({
  fits: ({ type, enum: choices }) => (type === "number" || type === "integer") && !choices,
  Field: NumberInputField,
});
