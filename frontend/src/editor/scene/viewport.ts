/** How much room is left around the network, so that it is fitted into what nothing covers. Pure; screen pixels. */

/** A rectangle on the screen. */
export interface ScreenBox {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** What stands over the canvas, and at which of its sides. */
export interface Cover {
  readonly side: "top" | "right";
  readonly box: ScreenBox;
}

export interface Padding {
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly left: number;
}

/** Around a network that nothing covers; the tools stand below it and the frames of its parts. */
const USUAL: Padding = { top: 24, right: 30, bottom: 74, left: 30 };
const GAP = 16;
/** Less than this is no room to draw in: then what covers it is overlooked. */
const LEAST = { width: 200, height: 160 };

export function paddingOf(pane: ScreenBox, covers: readonly Cover[]): Padding {
  let { top, right } = USUAL;
  for (const { side, box } of covers) {
    if (!meet(pane, box)) continue;
    if (side === "top") top = Math.max(top, box.bottom - pane.top + GAP);
    else right = Math.max(right, pane.right - box.left + GAP);
  }
  const isLow = pane.bottom - pane.top - top - USUAL.bottom < LEAST.height;
  const isNarrow = pane.right - pane.left - right - USUAL.left < LEAST.width;
  return {
    ...USUAL,
    top: isLow ? USUAL.top : top,
    right: isNarrow ? USUAL.right : right,
  };
}

/** Whether two rectangles share some of the screen. */
export function meet(a: ScreenBox, b: ScreenBox): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}
