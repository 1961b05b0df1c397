/** Finds a place for a card where it covers no other. Pure. */
import type { Position } from "../../project/graph";
import type { Box } from "./rows";

/** The least gap to the cards around it, in canvas pixels. */
const GAP = 24;

/**
 * The free place nearest above or below `at`, which is the middle of a card's left side; `at` itself if it is free.
 */
export function freeSpot(
  [x, y]: Position,
  { width, height }: { readonly width: number; readonly height: number },
  taken: readonly Box[],
): Position {
  const beside = taken.filter(({ left, right }) => left < x + width + GAP && x - GAP < right);
  const isFree = (middle: number) =>
    beside.every(
      ({ top, bottom }) => middle + height / 2 + GAP <= top || bottom + GAP <= middle - height / 2,
    );
  const heights = beside.flatMap(({ top, bottom }) => [
    bottom + GAP + height / 2,
    top - GAP - height / 2,
  ]);
  // Below everything is always free, so one is found.
  const free = [y, ...heights].filter(isFree);
  const nearest = free.reduce(
    (best, height) => (Math.abs(height - y) < Math.abs(best - y) ? height : best),
    Infinity,
  );
  return [x, nearest === Infinity ? y : nearest];
}
