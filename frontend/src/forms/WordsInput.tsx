/** The input for a list of words. Its code is large, so a form loads it where there is such a list. */
import { TagsInput } from "@mantine/core";

import type { FieldProps } from "./field";

type WordsInputProps = Pick<FieldProps, "id" | "schema" | "onChange" | "onCommit" | "disabled"> & {
  readonly words: string[];
};

export function WordsInput({ id, words, schema, onChange, onCommit, disabled }: WordsInputProps) {
  return (
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
  );
}
