/** The order of cards on the canvas, and which card lies next to another. Pure. */
import type { Box } from "./rows";

export type Direction = "left" | "right" | "up" | "down";
type Boxes = ReadonlyMap<string, Box>;

/** The cards from left to right, those above one another from top to bottom. */
export function orderOf(boxes: Boxes): string[] {
  return [...boxes].sort(([, a], [, b]) => a.left - b.left || a.top - b.top).map(([id]) => id);
}

/** The nearest card in a direction; null if there is none. */
export function neighbour(boxes: Boxes, id: string, direction: Direction): string | null {
  const from = boxes.get(id);
  if (!from) return null;
  const isAcross = direction === "left" || direction === "right";
  const sign = direction === "right" || direction === "down" ? 1 : -1;
  let [best, least]: [string | null, number] = [null, Infinity];
  for (const [other, box] of boxes) {
    const [dx, dy] = [middle(box)[0] - middle(from)[0], middle(box)[1] - middle(from)[1]];
    const along = sign * (isAcross ? dx : dy);
    const aside = Math.abs(isAcross ? dy : dx);
    // Left and right reach every card that lies there at all; up and down only what lies rather above or below.
    if (along <= 0 || (!isAcross && aside > along)) continue;
    const far = along + aside;
    if (far < least) [best, least] = [other, far];
  }
  return best;
}

function middle({ left, right, top, bottom }: Box): readonly [number, number] {
  return [(left + right) / 2, (top + bottom) / 2];
}
