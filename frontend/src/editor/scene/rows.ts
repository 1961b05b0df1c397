/** Breaks a long drawing into rows, as a text is broken into lines, where that shows it larger. Pure. */

/** A card as it was laid out in one row: its middle and its size. */
export interface Laid {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Link {
  readonly source: string;
  readonly target: string;
  /** Whether its two ends must stay in one row. */
  readonly whole: boolean;
}

/** Width to height of the canvas as it mostly is. */
const ASPECT = 1.55;
/** Between two rows: room for the wires that lead from one to the next. */
const ROW_GAP = 64;
/** A row is broken only where everything gets this much larger. */
const WORTH = 1.3;
const MOST_ROWS = 8;
/** What is no wider than this can be read in one row on a small screen. */
const READABLE = 1250;

/** The cards where they stand in as many rows as show them largest; as they came where one row does. */
export function inRows(cards: readonly Laid[], links: readonly Link[]): readonly Laid[] {
  const columns = columnsOf(cards);
  if (columns.length < 2 || widthOf(columns) <= READABLE) return cards;
  const breaks = breaksOf(columns, links);
  const one: Rows = [columns];
  let best = { rows: one, scale: scaleOf(one) };
  for (let count = 2; count <= Math.min(MOST_ROWS, breaks.length + 1); count += 1) {
    const rows = broken(columns, breaks, count);
    const scale = rows ? scaleOf(rows) : 0;
    if (rows && scale > WORTH * scaleOf(one) && scale > best.scale) best = { rows, scale };
  }
  return best.rows.length === 1 ? cards : stacked(best.rows);
}

type Column = readonly Laid[];
type Rows = readonly (readonly Column[])[];

/** Cards with their middles at the same place, from left to right. */
function columnsOf(cards: readonly Laid[]): Column[] {
  const columns = new Map<number, Laid[]>();
  for (const card of cards) {
    const at = Math.round(card.x);
    columns.set(at, [...(columns.get(at) ?? []), card]);
  }
  return [...columns].sort(([a], [b]) => a - b).map(([, column]) => column);
}

/**
 * The places between columns (number k: behind column k) where all wires that pass come from one card, and no other
 * beginning of the drawing would begin a row.
 */
function breaksOf(columns: readonly Column[], links: readonly Link[]): number[] {
  const columnOf = new Map(columns.flatMap((column, at) => column.map(({ id }) => [id, at])));
  const fed = new Set(links.map(({ target }) => target));
  return columns.slice(1).flatMap((next, at) => {
    if (next.some(({ id }) => !fed.has(id))) return [];
    const passing = links.filter(
      ({ source, target }) => (columnOf.get(source) ?? 0) <= at && (columnOf.get(target) ?? 0) > at,
    );
    const sources = new Set(passing.map(({ source }) => source));
    return sources.size === 1 && !passing.some(({ whole }) => whole) ? [at] : [];
  });
}

/** The columns in `count` rows whose widest is as narrow as can be; null where there are too few places to break. */
function broken(columns: readonly Column[], breaks: readonly number[], count: number): Rows | null {
  const ends = [...breaks, columns.length - 1];
  const width = (from: number, to: number) => widthOf(columns.slice(from, to + 1));
  // best[row][end]: the widest row, and where the row before it ended.
  let best = new Map(ends.map((end) => [end, { widest: width(0, end), path: [end] }]));
  for (let row = 1; row < count; row += 1) {
    const next: typeof best = new Map();
    for (const end of ends) {
      for (const [before, { widest, path }] of best) {
        if (before >= end) continue;
        const candidate = Math.max(widest, width(before + 1, end));
        if (candidate < (next.get(end)?.widest ?? Infinity)) {
          next.set(end, { widest: candidate, path: [...path, end] });
        }
      }
    }
    best = next;
  }
  const path = best.get(columns.length - 1)?.path;
  return path ? path.map((end, at) => columns.slice((path[at - 1] ?? -1) + 1, end + 1)) : null;
}

function edges(columns: readonly Column[]) {
  const cards = columns.flat();
  return {
    left: Math.min(...cards.map(({ x, width }) => x - width / 2)),
    right: Math.max(...cards.map(({ x, width }) => x + width / 2)),
    top: Math.min(...cards.map(({ y, height }) => y - height / 2)),
    bottom: Math.max(...cards.map(({ y, height }) => y + height / 2)),
  };
}

function widthOf(columns: readonly Column[]): number {
  const { left, right } = edges(columns);
  return right - left;
}

/** How large a canvas of height 1 shows these rows. */
function scaleOf(rows: Rows): number {
  const width = Math.max(...rows.map(widthOf));
  const heights = rows.map((row) => edges(row).bottom - edges(row).top + ROW_GAP);
  return Math.min(ASPECT / width, 1 / (heights.reduce((sum, height) => sum + height) - ROW_GAP));
}

/** The rows below one another, each from the left. */
function stacked(rows: Rows): Laid[] {
  let top = 0;
  return rows.flatMap((row) => {
    const { left, top: own, bottom } = edges(row);
    const moved = row.flat().map((card) => ({ ...card, x: card.x - left, y: card.y - own + top }));
    top += bottom - own + ROW_GAP;
    return moved;
  });
}

/** A box of a card: its left, upper, right and lower rim. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** A height between two heights at which a line from left to right meets no card, the nearest to the middle. */
export function freeHeight(
  boxes: readonly Box[],
  from: { readonly x: number; readonly y: number },
  to: { readonly x: number; readonly y: number },
): number {
  const [left, right] = [Math.min(from.x, to.x), Math.max(from.x, to.x)];
  const [high, low] = [Math.min(from.y, to.y), Math.max(from.y, to.y)];
  const middle = (high + low) / 2;
  const inTheWay = boxes
    .filter((box) => box.right > left && box.left < right && box.bottom > high && box.top < low)
    .sort((a, b) => a.top - b.top);
  const gaps: [number, number][] = [];
  let end = high;
  for (const { top, bottom } of inTheWay) {
    if (top > end) gaps.push([end, top]);
    end = Math.max(end, bottom);
  }
  if (low > end) gaps.push([end, low]);
  const centres = gaps.filter(([a, b]) => b - a > 8).map(([a, b]) => (a + b) / 2);
  return centres.reduce(
    (best, at) => (Math.abs(at - middle) < Math.abs(best - middle) ? at : best),
    centres[0] ?? middle,
  );
}
