/** A small checkbox, for the right end of a panel's title. */
import { Checkbox } from "@mantine/core";

import classes from "./SmallCheck.module.css";

export interface SmallCheckProps {
  readonly label: string;
  /** What it changes, in a sentence. */
  readonly hint?: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
}

export function SmallCheck({ label, hint, checked, onChange }: SmallCheckProps) {
  return (
    <Checkbox
      size="xs"
      classNames={{ body: classes["body"], label: classes["label"] }}
      label={label}
      wrapperProps={{ "data-hint": hint }}
      checked={checked}
      onChange={(event) => onChange(event.currentTarget.checked)}
    />
  );
}
