/** The pieces that pictures of cards are laid out from: tiles in a column or a grid. Pure; sizes in CSS pixels. */
import type { Rect } from "../../components/tiles";

/** How large a picture is and where its parts lie. */
export interface Layout {
  readonly width: number;
  readonly height: number;
  /** One a unit, channel, bar, head, gate or token, in order. */
  readonly tiles: readonly Rect[];
  /** What lies beside each tile, in the same order: the filter that made a feature map. */
  readonly beside: readonly Rect[];
  /** The height at which each unit's wires end; null where wires are not drawn one per weight. */
  readonly ports: readonly number[] | null;
  /** How many there are, of which `tiles` are shown. */
  readonly total: number;
  /** What the tiles are called, or all tokens there are; empty where they have no names. */
  readonly names: readonly string[];
}

/** More units than these are not wired one by one. */
export const MOST_WIRED = 16;
/** The side of a matrix or a plane that is one picture. */
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

/** One picture of `total` things. */
export function whole(width: number, height: number, total: number): Layout {
  return { ...EMPTY, width, height, tiles: [{ x: 0, y: 0, width, height }], total };
}

/** One below the other, each with wires of its own. */
export function column(count: number, size: number, gap: number): Layout {
  const layout = grid(count, count, 1, size, gap);
  return { ...layout, ports: layout.tiles.map(({ y }) => y + size / 2) };
}

/** The first `count` of `total`, row after row, `height` as `size` where it is left out. */
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

/** Time to the right, one row a number. */
export function overTimeLayout(steps: number, features: number): Layout {
  const width = Math.min(124, Math.max(60, steps * 6));
  const height = Math.min(72, Math.max(16, features * 4));
  return whole(width, height, features);
}

/** How many things are shown, in words: `8 of 64` or `8`. */
export function countWords({ tiles, total }: Layout): string {
  return tiles.length < total ? `${tiles.length} of ${total}` : String(total);
}

/** The tile under a point of the picture, and where in it (0 to 1), or null between tiles. */
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
