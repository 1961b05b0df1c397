/** Where a panel lies over the canvas: beside its card, so that the card is seen. Pure; in screen pixels. */
import type { ScreenBox } from "./viewport";

/** Where the panel lies; `docked` if no side of the card has room for it. */
export interface PanelPlace {
  /** The left edge of the panel, from the left edge of the canvas. */
  readonly left: number;
  readonly isDocked: boolean;
}

const GAP = 16;
/** The room for the buttons at the edges of the canvas. */
const EDGE = 20;

/**
 * The place for a panel of this width. `card` is in pixels from the left edge of the canvas. Right of the card is best,
 * because what comes before the card then stays in sight.
 */
export function placeBeside(
  card: Pick<ScreenBox, "left" | "right">,
  canvas: number,
  width: number,
): PanelPlace {
  const most = canvas - EDGE - width;
  const right = Math.max(EDGE, card.right + GAP);
  if (right <= most) return { left: right, isDocked: false };
  const left = Math.min(most, card.left - GAP - width);
  if (left >= EDGE) return { left, isDocked: false };
  return { left: Math.max(0, most), isDocked: true };
}

/** How far the canvas must move to the left, so that a docked panel does not cover the card; 0 if it does not. */
export function coveredBy(place: PanelPlace, card: Pick<ScreenBox, "left" | "right">): number {
  return place.isDocked ? Math.max(0, card.right + GAP - place.left) : 0;
}

/** Whether a panel at this place covers a part of the card. */
export function covers(
  { left }: PanelPlace,
  width: number,
  card: Pick<ScreenBox, "left" | "right">,
): boolean {
  return card.left < left + width && left < card.right;
}
