/** How a table is read, field by field: what was guessed, how sure that is, and what else it may be. */
import { NativeSelect, TextInput } from "@mantine/core";
import { useState } from "react";

import {
  chosen,
  guessLabel,
  missingText,
  recipeFields,
  sureness,
  withChoice,
  withMissing,
  type GivenRecipe,
  type Reading,
  type RecipeField,
} from "./recipe";
import classes from "./TableReading.module.css";

interface RecipeFormProps {
  readonly reading: Reading;
  readonly given: GivenRecipe;
  /** False where the file is not at hand, so that it cannot be read again. */
  readonly isEditable: boolean;
  readonly onChange: (given: GivenRecipe) => void;
}

export function RecipeForm({ reading, given, isEditable, onChange }: RecipeFormProps) {
  return (
    <div className={classes["recipe"]}>
      {recipeFields(reading, given).map((field) => (
        <NativeSelect
          key={field.name}
          size="xs"
          label={field.label}
          value={chosen(field, given)}
          data-doubt={isInDoubt(field, reading, given) || undefined}
          disabled={!isEditable}
          onChange={(event) => onChange(withChoice(given, field, event.currentTarget.value))}
          data={[
            { value: "", label: guessLabel(field, reading, given) },
            ...field.choices.map(({ label }, at) => ({ value: String(at), label })),
          ]}
        />
      ))}
      <MissingWords key={missingText(given)} {...{ reading, given, isEditable, onChange }} />
    </div>
  );
}

/** Whether a guess is far from sure and nobody has confirmed it. */
function isInDoubt({ name }: RecipeField, { meta }: Reading, given: GivenRecipe): boolean {
  return given[name] === undefined && sureness(meta?.sure[name] ?? 1).startsWith("a guess");
}

/** The words that mean that there is no value. They are taken on Enter, or when the field is left. */
function MissingWords({ reading, given, isEditable, onChange }: RecipeFormProps) {
  const [text, setText] = useState(missingText(given));
  const take = () => {
    if (text !== missingText(given)) onChange(withMissing(given, text));
  };
  const sure = reading.meta?.sure["missing"];
  return (
    <TextInput
      size="xs"
      label="More words for missing"
      placeholder={sure === undefined ? "NA, -, …" : `the usual ones · ${sureness(sure)}`}
      value={text}
      disabled={!isEditable}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={take}
      onKeyDown={(event) => {
        if (event.key === "Enter") take();
      }}
    />
  );
}
