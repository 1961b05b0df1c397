/** A few numbers that belong together, each with its own range: Adam's two betas. */
import { NumberField } from "../components/NumberField";
import { defineField, type FieldProps } from "./field";
import { boundsOf } from "../api/fieldSchema";

function NumbersField({
  id,
  label,
  help,
  schema,
  value,
  onChange,
  onCommit,
  disabled,
}: FieldProps) {
  const numbers = Array.isArray(value) ? value.map(Number) : [];
  return (schema.prefixItems ?? []).map((inner, at) => (
    <NumberField
      key={at}
      id={`${id}-${at + 1}`}
      label={`${label} ${at + 1}`}
      hint={help}
      value={numbers[at] ?? NaN}
      disabled={disabled}
      onChange={(next) => onChange(numbers.map((number, other) => (other === at ? next : number)))}
      onCommit={() => onCommit?.()}
      {...boundsOf(inner)}
    />
  ));
}

export default defineField({
  fits: ({ type, prefixItems }) =>
    type === "array" && (prefixItems ?? []).some((inner) => inner.type === "number"),
  Field: NumbersField,
});
