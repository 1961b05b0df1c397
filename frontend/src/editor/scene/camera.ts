/** What part of the canvas is in view. The canvas says it; who adds cards reads it. */
import type { Box } from "./rows";

/** Before the canvas is drawn. */
const UNKNOWN: Box = { left: 0, top: -200, right: 800, bottom: 200 };

let area: () => Box = () => UNKNOWN;

/** Sets how the visible area is found, until the returned function is called. */
export function setVisibleArea(find: () => Box): () => void {
  area = find;
  return () => {
    if (area === find) area = () => UNKNOWN;
  };
}

/** The part of the canvas in view, in canvas pixels. */
export function visibleArea(): Box {
  return area();
}
