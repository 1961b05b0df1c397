/**
 * Computes the padding around the network, so that it is fitted into the free part of the canvas. Pure; in screen
 * pixels.
 */

/** A rectangle on the screen. */
export interface ScreenBox {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** An element over the canvas, and the side of the canvas where it is. */
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

/** The padding if nothing covers the canvas. The tools and the frames of networks need room below. */
const USUAL: Padding = { top: 24, right: 30, bottom: 74, left: 30 };
const GAP = 16;
/** If less room than this would be left, the element that covers the canvas is ignored. */
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

/** Whether two rectangles overlap. */
export function meet(a: ScreenBox, b: ScreenBox): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

/** How far a view must move, right and down, so that a box is in it. Of a box larger than the view, its beginning is. */
export function nudge(box: ScreenBox, view: ScreenBox): readonly [right: number, down: number] {
  return [
    along([box.left, box.right], [view.left, view.right]),
    along([box.top, box.bottom], [view.top, view.bottom]),
  ];
}

function along(box: readonly [number, number], view: readonly [number, number]): number {
  if (box[0] < view[0] || box[1] - box[0] > view[1] - view[0]) return box[0] - view[0];
  return Math.max(0, box[1] - view[1]);
}
