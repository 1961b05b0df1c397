/** A tuple of numbers, each with its own range, for example Adam's two betas. */
import { NumberField } from "../components/NumberField";
import { defineField, type FieldProps } from "./field";
import { boundsOf, firstValue } from "../api/fieldSchema";

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
  const kept: readonly unknown[] = Array.isArray(value) ? value : [];
  const places = schema.prefixItems ?? [];
  const numbers = places.map((inner, at) => Number(kept[at] ?? firstValue(inner)));
  return places.map((inner, at) => (
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
