/** The rectangles of blocks of a layer's output on tiles. Pure. */
import type { Rect } from "../../components/tiles";
import type { Span } from "../../store/cell";

/** The tiles of a span, if each number has its own tile. */
export function tilesIn(tiles: readonly Rect[], [low, high]: Span): Rect[] {
  return tiles.slice(low, high + 1);
}

/** The rectangle of a block on a tile that shows all columns and rows. */
export function within(tile: Rect, across: Span, columns: number, down: Span, rows: number): Rect {
  return {
    x: tile.x + (across[0] / columns) * tile.width,
    y: tile.y + (down[0] / rows) * tile.height,
    width: ((across[1] - across[0] + 1) / columns) * tile.width,
    height: ((down[1] - down[0] + 1) / rows) * tile.height,
  };
}

/** The visible part of a block, on a tile that shows only some columns and rows; empty if there is none. */
export function cut(tile: Rect, across: Span, columns: number, down: Span, rows: number): Rect[] {
  const wide: Span = [across[0], Math.min(across[1], columns - 1)];
  const high: Span = [down[0], Math.min(down[1], rows - 1)];
  if (wide[0] > wide[1] || high[0] > high[1]) return [];
  return [within(tile, wide, columns, high, rows)];
}
