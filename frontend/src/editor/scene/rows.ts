/** Breaks a long drawing into rows, as lines of text are wrapped, if the drawing is then shown larger. Pure. */

/** The centre and the size of a card in a layout of one row. */
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
  /** Whether both ends must stay in one row. */
  readonly whole: boolean;
}

/** The usual ratio of width to height of the canvas. */
const ASPECT = 1.55;
/** The gap between two rows, with room for the wires that lead to the next row. */
const ROW_GAP = 64;
/** Rows are broken only if the drawing becomes larger by at least this factor. */
const WORTH = 1.3;
const MOST_ROWS = 8;
/** A drawing that is no wider than this is readable in one row on a small screen. */
const READABLE = 1250;

/** Arranges the cards in the number of rows that shows them largest. Returns `cards` itself if one row is best. */
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

/** Groups the cards by the x of their centres, from left to right. */
function columnsOf(cards: readonly Laid[]): Column[] {
  const columns = new Map<number, Laid[]>();
  for (const card of cards) {
    const at = Math.round(card.x);
    columns.set(at, [...(columns.get(at) ?? []), card]);
  }
  return [...columns].sort(([a], [b]) => a - b).map(([, column]) => column);
}

/**
 * The places between columns where a row may end; number k is after column k. All wires that cross such a place come
 * from one card. The next column must not contain a card without an input.
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

/**
 * Breaks the columns into `count` rows so that the widest row is as narrow as possible; null if there are too few
 * places to break.
 */
function broken(columns: readonly Column[], breaks: readonly number[], count: number): Rows | null {
  const ends = [...breaks, columns.length - 1];
  const width = (from: number, to: number) => widthOf(columns.slice(from, to + 1));
  // For each last column of a row: the width of the widest row so far, and the last columns of all rows so far.
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

/** The scale at which a canvas of height 1 shows these rows. */
function scaleOf(rows: Rows): number {
  const width = Math.max(...rows.map(widthOf));
  const heights = rows.map((row) => edges(row).bottom - edges(row).top + ROW_GAP);
  return Math.min(ASPECT / width, 1 / (heights.reduce((sum, height) => sum + height) - ROW_GAP));
}

/** Places the rows below one another, each starting at the left. */
function stacked(rows: Rows): Laid[] {
  let top = 0;
  return rows.flatMap((row) => {
    const { left, top: own, bottom } = edges(row);
    const moved = row.flat().map((card) => ({ ...card, x: card.x - left, y: card.y - own + top }));
    top += bottom - own + ROW_GAP;
    return moved;
  });
}

/** The edges of a card. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** The box around all of these. */
export function around(boxes: readonly Box[]): Box {
  return {
    left: Math.min(...boxes.map(({ left }) => left)),
    top: Math.min(...boxes.map(({ top }) => top)),
    right: Math.max(...boxes.map(({ right }) => right)),
    bottom: Math.max(...boxes.map(({ bottom }) => bottom)),
  };
}

/**
 * A height between `from` and `to` at which a horizontal line crosses no card. Of several gaps, the one nearest to the
 * middle is used; without any gap, the middle.
 */
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
