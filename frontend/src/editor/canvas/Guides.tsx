/** The lines along which a card that is dragged stands in line with others. */
import { useStore, ViewportPortal } from "@xyflow/react";

import { useEditor } from "../scene/state";
import classes from "./Canvas.module.css";

export function Guides() {
  const guides = useEditor((state) => state.guides);
  const zoom = useStore((state) => state.transform[2]);
  if (guides.length === 0) return null;
  return (
    <ViewportPortal>
      <svg className={classes["guides"]} aria-hidden>
        {guides.map(({ kind, at, from, to }) => {
          const [start, end] = [from - BEYOND / zoom, to + BEYOND / zoom];
          const ends =
            kind === "level"
              ? { x1: start, x2: end, y1: at, y2: at }
              : { x1: at, x2: at, y1: start, y2: end };
          return <line key={kind} {...ends} strokeWidth={1.5 / zoom} />;
        })}
      </svg>
    </ViewportPortal>
  );
}

/** How far a line reaches beyond the cards, in pixels of the screen. */
const BEYOND = 12;
