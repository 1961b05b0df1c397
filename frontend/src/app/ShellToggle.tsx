/** The button at an edge of the canvas that closes and opens the panel beside it. */
import { UnstyledButton } from "@mantine/core";
import {
  IconChevronDown,
  IconChevronLeft,
  IconChevronRight,
  IconChevronUp,
} from "@tabler/icons-react";

import classes from "./Shell.module.css";
import type { Side } from "./shellLayout";

const NAMES: Record<Side, string> = {
  left: "the palette",
  right: "output and settings",
  bottom: "the history",
};

const ARROWS = {
  left: { open: IconChevronLeft, closed: IconChevronRight },
  right: { open: IconChevronRight, closed: IconChevronLeft },
  bottom: { open: IconChevronDown, closed: IconChevronUp },
} as const;

interface ShellToggleProps {
  readonly side: Side;
  readonly closed: boolean;
  readonly onToggle: (side: Side) => void;
}

export function ShellToggle({ side, closed, onToggle }: ShellToggleProps) {
  const Arrow = ARROWS[side][closed ? "closed" : "open"];
  const label = `${closed ? "Show" : "Hide"} ${NAMES[side]}`;
  return (
    <UnstyledButton
      className={classes["toggle"]}
      data-side={side}
      aria-label={label}
      aria-expanded={!closed}
      title={label}
      onClick={() => onToggle(side)}
    >
      <Arrow size="0.875rem" aria-hidden />
    </UnstyledButton>
  );
}
