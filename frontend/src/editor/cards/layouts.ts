/** Layouts of card pictures: tiles in a column or a grid. Pure; sizes are in CSS pixels. */
import type { Rect } from "../../components/tiles";

/** The size of a picture and the places of its parts. */
export interface Layout {
  readonly width: number;
  readonly height: number;
  /** One tile for each unit, channel, bar, head, gate or token, in order. */
  readonly tiles: readonly Rect[];
  /** The rectangle beside each tile, in the same order, for the filter that made a feature map. */
  readonly beside: readonly Rect[];
  /** The height at which the wires of each unit end; null if wires are not drawn one per weight. */
  readonly ports: readonly number[] | null;
  /** The number of units, channels or tokens. `tiles` may show only some of them. */
  readonly total: number;
  /** The names of the tiles, or all tokens of the vocabulary; empty if there are no names. */
  readonly names: readonly string[];
}

/** With more units than this, wires are not drawn one per weight. */
export const MOST_WIRED = 16;
/** The side of a picture that is a single tile, such as a matrix or a plane. */
export const WHOLE_SIDE = 84;

export const EMPTY: Layout = {
  width: 84,
  height: 22,
  tiles: [],
  beside: [],
  ports: null,
  total: 0,
  names: [],
};

/** A layout of one tile that shows all `total` units. */
export function whole(width: number, height: number, total: number): Layout {
  return { ...EMPTY, width, height, tiles: [{ x: 0, y: 0, width, height }], total };
}

/** A column of tiles. Each has a port for its own wires. */
export function column(count: number, size: number, gap: number): Layout {
  const layout = grid(count, count, 1, size, gap);
  return { ...layout, ports: layout.tiles.map(({ y }) => y + size / 2) };
}

/** A grid of the first `count` of `total` tiles, row by row. Tiles are square if `height` is left out. */
export function grid(
  total: number,
  count: number,
  columns: number,
  size: number,
  gap: number,
  height: number = size,
): Layout {
  const tiles = Array.from({ length: count }, (_, at) => ({
    x: (at % columns) * (size + gap),
    y: Math.floor(at / columns) * (height + gap),
    width: size,
    height,
  }));
  return {
    ...EMPTY,
    width: Math.min(columns, Math.max(1, count)) * (size + gap) - gap,
    height: Math.ceil(count / columns) * (height + gap) - gap,
    tiles,
    total,
  };
}

/** A layout with time on the horizontal axis and one row for each feature. */
export function overTimeLayout(steps: number, features: number): Layout {
  const width = Math.min(124, Math.max(60, steps * 6));
  const height = Math.min(72, Math.max(16, features * 4));
  return whole(width, height, features);
}

/** How many things are shown, as text: `8 of 64` or `8`. */
export function countWords({ tiles, total }: Layout): string {
  return tiles.length < total ? `${tiles.length} of ${total}` : String(total);
}

/** The tile at a point of the picture, and the position in it (0 to 1); null between tiles. */
export function tileUnder(
  tiles: readonly Rect[],
  x: number,
  y: number,
): { readonly index: number; readonly across: number; readonly down: number } | null {
  const index = tiles.findIndex(
    (tile) => x >= tile.x && y >= tile.y && x < tile.x + tile.width && y < tile.y + tile.height,
  );
  const tile = tiles[index];
  if (!tile) return null;
  return { index, across: (x - tile.x) / tile.width, down: (y - tile.y) / tile.height };
}
