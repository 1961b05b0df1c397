/** The tabs of the bottom strip. */
import { Tabs } from "@mantine/core";

import classes from "./Shell.module.css";
import type { StripTab } from "./shellLayout";

const TABS: readonly (readonly [StripTab, string])[] = [
  ["history", "History"],
  ["insides", "Insides"],
  ["compare", "Compare"],
  ["ask", "Ask"],
  ["step", "One step"],
];

export function StripTabs(props: {
  readonly strip: StripTab;
  readonly onStrip: (strip: StripTab) => void;
  /** On a wide screen they stand one below the other. */
  readonly isWide: boolean;
}) {
  return (
    <Tabs
      orientation={props.isWide ? "vertical" : "horizontal"}
      className={classes["strips"]}
      value={props.strip}
      onChange={(next) => {
        const chosen = TABS.find(([id]) => id === next);
        if (chosen) props.onStrip(chosen[0]);
      }}
    >
      <Tabs.List aria-label="What the strip shows">
        {TABS.map(([id, title]) => (
          <Tabs.Tab key={id} value={id}>
            {title}
          </Tabs.Tab>
        ))}
      </Tabs.List>
    </Tabs>
  );
}
