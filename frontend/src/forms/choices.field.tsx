/** A choice of several values from a list: chips to tick, for example the features of the input. */
import { Chip } from "@mantine/core";
import { useId } from "react";

import classes from "./choices.module.css";
import { defineField, type FieldProps } from "./field";
import { FieldRow } from "./FieldRow";
import { choiceName } from "../api/fieldSchema";

function ChoicesField({ label, help, schema, value, onChange, disabled }: FieldProps) {
  const labelId = useId();
  const choices = (schema.items?.enum ?? []).map(String);
  const ticked = Array.isArray(value) ? value.map(String) : [];
  const least = schema.minItems ?? 0;
  return (
    <FieldRow labelId={labelId} label={label} help={help} below>
      <Chip.Group
        multiple
        value={ticked}
        onChange={(next) => onChange(choices.filter((choice) => next.includes(choice)))}
      >
        <div role="group" aria-labelledby={labelId} className={classes["chips"]}>
          {choices.map((choice) => (
            <Chip
              key={choice}
              value={choice}
              size="xs"
              disabled={disabled || (ticked.length <= least && ticked.includes(choice))}
            >
              {choiceName(schema, choice)}
            </Chip>
          ))}
        </div>
      </Chip.Group>
    </FieldRow>
  );
}

export default defineField({
  fits: ({ type, items }) => type === "array" && items?.enum !== undefined,
  Field: ChoicesField,
});
