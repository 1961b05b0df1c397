/** The bar at the lower edge of a small screen: the network alone, or one panel with it. */
import { UnstyledButton } from "@mantine/core";
import {
  IconAdjustmentsHorizontal,
  IconChartHistogram,
  IconHistory,
  IconTopologyStar3,
} from "@tabler/icons-react";

import { inspect } from "../editor/scene/state";
import { withOnePanel } from "./onePanel";
import classes from "./ShellBar.module.css";
import type { ShellLayout, Side } from "./shellLayout";

const PLACES: readonly (readonly [Side | null, string, typeof IconHistory])[] = [
  [null, "Network", IconTopologyStar3],
  ["left", "Palette", IconAdjustmentsHorizontal],
  ["right", "Output", IconChartHistogram],
  ["bottom", "History", IconHistory],
];

interface ShellBarProps {
  readonly layout: ShellLayout;
  readonly onLayout: (layout: ShellLayout) => void;
}

export function ShellBar({ layout, onLayout }: ShellBarProps) {
  const { left, right, bottom } = layout.closed;
  const open: Side | null = !left ? "left" : !right ? "right" : !bottom ? "bottom" : null;
  return (
    <nav className={classes["bar"]} aria-label="Parts of the screen">
      {PLACES.map(([side, name, Icon]) => (
        <UnstyledButton
          key={name}
          className={classes["place"]}
          aria-pressed={side === open}
          onClick={() => {
            inspect(null);
            onLayout(withOnePanel(layout, side === open ? null : side));
          }}
        >
          <Icon size="1.25rem" aria-hidden />
          {name}
        </UnstyledButton>
      ))}
    </nav>
  );
}
