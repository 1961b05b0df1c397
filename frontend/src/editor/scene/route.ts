/** How a wire runs: straight, or at a height where it passes by the cards in its way. Pure; in canvas pixels. */
import { freeHeight, type Box } from "./rows";
import { heightAt } from "./wirePath";

export interface Route {
  /** `back` leads back to the left between the cards, `around` passes above or below cards that lie between its ends. */
  readonly kind: "straight" | "back" | "around";
  /** The height at which it passes; null for a straight wire. */
  readonly height: number | null;
}

export const STRAIGHT: Route = { kind: "straight", height: null };
/** The distance that a wire keeps from the cards that it passes. */
const AWAY = 16;
/** A wire that only grazes a card less than this does not go around it. */
const GRAZED = 3;
/** The width of the curve at each end of a wire that passes by. */
const TURN = 40;

/** The route of a wire from the right side of a card to the left side of another. */
export function routeOf(from: Box, to: Box, boxes: Iterable<Box>): Route {
  const [start, end] = [
    { x: from.right, y: middle(from) },
    { x: to.left, y: middle(to) },
  ];
  if (to.left <= from.right) return { kind: "back", height: freeHeight([...boxes], start, end) };
  // Cards beside the ends are no hindrance: the wire turns before it comes to them.
  const between: Box[] = [];
  for (const box of boxes) {
    if (box !== from && box !== to && box.right > start.x && box.left < end.x) between.push(box);
  }
  if (!between.some((box) => isHit(box, start, end))) return STRAIGHT;
  return { kind: "around", height: passing(between, start.y, end.y) };
}

interface End {
  readonly x: number;
  readonly y: number;
}

/** Whether the straight wire crosses a card. */
function isHit({ left, right, top, bottom }: Box, start: End, end: End): boolean {
  const [high, low] = [top + GRAZED, bottom - GRAZED];
  if (Math.max(start.y, end.y) <= high || Math.min(start.y, end.y) >= low) return false;
  // Between two places the curve only rises or only falls.
  const heights = [Math.max(left, start.x), Math.min(right, end.x)].map((x) =>
    heightAt(x, start.x, start.y, end.x, end.y),
  );
  return Math.min(...heights) < low && Math.max(...heights) > high;
}

/** The height nearest to both ends at which a level line meets none of the cards. */
function passing(between: readonly Box[], from: number, to: number): number {
  const isFree = (height: number) =>
    between.every(({ top, bottom }) => height <= top - AWAY || height >= bottom + AWAY);
  const heights = between.flatMap(({ top, bottom }) => [top - AWAY, bottom + AWAY]).filter(isFree);
  const detour = (height: number) => Math.abs(height - from) + Math.abs(height - to);
  // Above all of them is always free.
  return heights.reduce((best, height) => (detour(height) < detour(best) ? height : best));
}

function middle({ top, bottom }: Box): number {
  return (top + bottom) / 2;
}

/** The path of a wire that passes by at this height. */
export function aroundPath(start: End, end: End, height: number): string {
  const turn = Math.min(TURN, (end.x - start.x) / 2);
  const [x1, x2] = [start.x + turn, end.x - turn];
  const half = turn / 2;
  return [
    `M ${start.x} ${start.y}`,
    `C ${start.x + half} ${start.y}, ${start.x + half} ${height}, ${x1} ${height}`,
    `L ${x2} ${height}`,
    `C ${end.x - half} ${height}, ${end.x - half} ${end.y}, ${end.x} ${end.y}`,
  ].join(" ");
}
