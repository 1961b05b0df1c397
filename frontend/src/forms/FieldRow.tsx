/** A label with a tooltip, and the control at its right or below it. */
import { Tooltip } from "@mantine/core";
import type { ReactNode } from "react";

import classes from "./FieldRow.module.css";

export interface FieldRowProps {
  /** The id of the control. Without it, the label is the caption of a group. */
  readonly id?: string;
  readonly labelId?: string;
  readonly label: string;
  readonly help: string;
  readonly children: ReactNode;
  /** Puts the control below the label, when the control needs the width. */
  readonly below?: boolean;
}

export function FieldRow({ id, labelId, label, help, children, below = false }: FieldRowProps) {
  const Caption = id ? "label" : "span";
  return (
    <div className={classes["row"]} data-below={below || undefined}>
      <Tooltip label={help} disabled={!help} openDelay={300} multiline w={260} position="left">
        <Caption id={labelId} htmlFor={id} className={classes["label"]}>
          {label}
        </Caption>
      </Tooltip>
      {children}
    </div>
  );
}
