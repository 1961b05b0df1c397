/** Lines along which a card that is dragged stands in line with others. Pure; in canvas pixels. */
import type { Position } from "../../project/graph";
import type { Box } from "./rows";

/** A line through cards that stand in line: upright at an x, or level at a y. */
export interface Guide {
  readonly kind: "upright" | "level";
  readonly at: number;
  readonly from: number;
  readonly to: number;
}

export interface Aligned {
  /** How far the card moves, so that it stands in line. */
  readonly shift: Position;
  readonly guides: readonly Guide[];
}

/** The three lines of a card across an axis, the middle first: wires between middles are straight. */
const LEVELS: readonly ((box: Box) => number)[] = [
  ({ top, bottom }) => (top + bottom) / 2,
  ({ top }) => top,
  ({ bottom }) => bottom,
];
const UPRIGHTS: readonly ((box: Box) => number)[] = [
  ({ left, right }) => (left + right) / 2,
  ({ left }) => left,
  ({ right }) => right,
];
/** Two lines nearer than this are one, in canvas pixels. */
const SAME = 0.5;

/** Where a dragged card comes to stand in line with others, if it is at most `reach` away from that. */
export function aligned(card: Box, others: readonly Box[], reach: number): Aligned {
  const across = nearest(card, others, UPRIGHTS, reach);
  const down = nearest(card, others, LEVELS, reach);
  const moved = {
    left: card.left + across,
    right: card.right + across,
    top: card.top + down,
    bottom: card.bottom + down,
  };
  return {
    shift: [across, down],
    guides: [...guidesOf("level", moved, others), ...guidesOf("upright", moved, others)],
  };
}

/** The smallest move that brings a line of the card onto the same line of another; 0 if none is within reach. */
function nearest(card: Box, others: readonly Box[], lines: typeof LEVELS, reach: number): number {
  let best = Infinity;
  for (const line of lines) {
    for (const other of others) {
      const move = line(other) - line(card);
      if (Math.abs(move) <= reach && Math.abs(move) < Math.abs(best)) best = move;
    }
  }
  return Number.isFinite(best) ? best : 0;
}

function guidesOf(kind: Guide["kind"], card: Box, others: readonly Box[]): Guide[] {
  const lines = kind === "level" ? LEVELS : UPRIGHTS;
  for (const line of lines) {
    const at = line(card);
    const inLine = others.filter((other) => Math.abs(line(other) - at) < SAME);
    if (inLine.length === 0) continue;
    const ends = [card, ...inLine].flatMap(({ left, right, top, bottom }) =>
      kind === "level" ? [left, right] : [top, bottom],
    );
    return [{ kind, at, from: Math.min(...ends), to: Math.max(...ends) }];
  }
  return [];
}
