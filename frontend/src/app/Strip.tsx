/** The tabs of the bottom strip, and its upper edge, which can be dragged. */
import { Tabs } from "@mantine/core";
import type { KeyboardEvent, PointerEvent } from "react";

import classes from "./Shell.module.css";
import { STRIP_HEIGHT, type StripTab } from "./shellLayout";

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
}) {
  return (
    <Tabs
      orientation="vertical"
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

interface EdgeProps {
  /** The height in rem; undefined means the default height. */
  readonly height: number | undefined;
  readonly onHeight: (height: number) => void;
}

/** The upper edge of the strip. Dragging it, or pressing an arrow key, changes the height of the strip. */
export function StripEdge({ height, onHeight }: EdgeProps) {
  const draw = (event: PointerEvent<HTMLDivElement>) => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    onHeight(within((window.innerHeight - event.clientY) / remInPixels()));
  };
  const nudge = (event: KeyboardEvent<HTMLDivElement>) => {
    const step = event.key === "ArrowUp" ? 1 : event.key === "ArrowDown" ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    const now = (event.currentTarget.parentElement?.offsetHeight ?? 0) / remInPixels();
    onHeight(within(now + step));
  };
  return (
    <div
      className={classes["edge"]}
      role="slider"
      aria-orientation="vertical"
      aria-label="Height of the strip"
      aria-valuemin={STRIP_HEIGHT.least}
      aria-valuemax={STRIP_HEIGHT.most}
      aria-valuenow={Math.round(height ?? STRIP_HEIGHT.least)}
      tabIndex={0}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={draw}
      onKeyDown={nudge}
    />
  );
}

function within(height: number): number {
  const most = Math.min(STRIP_HEIGHT.most, (0.7 * window.innerHeight) / remInPixels());
  return Math.min(most, Math.max(STRIP_HEIGHT.least, height));
}

function remInPixels(): number {
  return parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
}
