/** The rectangles of the images in a grid, and the image at a point. Pure. */

/** `count` images of `width` × `height` numbers, in `columns` columns, `gap` CSS pixels apart. */
export interface TileGrid {
  readonly count: number;
  readonly columns: number;
  readonly gap: number;
  readonly width: number;
  readonly height: number;
}

/** A rectangle in CSS pixels. */
export interface Rect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The number of columns that makes the grid nearly square. */
export function bestColumns(count: number): number {
  return Math.max(1, Math.ceil(Math.sqrt(count)));
}

/** The rectangles of all images, in order, in a box `boxWidth` CSS pixels wide. */
export function tileRects(grid: TileGrid, boxWidth: number): Rect[] {
  const { wide, high } = tileSize(grid, boxWidth);
  return Array.from({ length: grid.count }, (_, at) => ({
    x: (at % grid.columns) * (wide + grid.gap),
    y: Math.floor(at / grid.columns) * (high + grid.gap),
    width: wide,
    height: high,
  }));
}

/** The image, row and column at a point; null in a gap or after the last image. */
export function tileAt(
  grid: TileGrid,
  boxWidth: number,
  x: number,
  y: number,
): { image: number; row: number; column: number } | null {
  const { wide, high } = tileSize(grid, boxWidth);
  const across = Math.floor(x / (wide + grid.gap));
  const down = Math.floor(y / (high + grid.gap));
  const column = Math.floor(((x - across * (wide + grid.gap)) / wide) * grid.width);
  const row = Math.floor(((y - down * (high + grid.gap)) / high) * grid.height);
  const image = down * grid.columns + across;
  const isInside =
    across >= 0 && across < grid.columns && down >= 0 && image < grid.count && column >= 0;
  return isInside && column < grid.width && row >= 0 && row < grid.height
    ? { image, row, column }
    : null;
}

/** The height of all rows and gaps in a box `boxWidth` CSS pixels wide. */
export function gridHeight(grid: TileGrid, boxWidth: number): number {
  const rows = Math.ceil(grid.count / grid.columns);
  return rows * tileSize(grid, boxWidth).high + Math.max(0, rows - 1) * grid.gap;
}

function tileSize(grid: TileGrid, boxWidth: number): { wide: number; high: number } {
  const wide = Math.max(1, (boxWidth - (grid.columns - 1) * grid.gap) / grid.columns);
  return { wide, high: (wide * grid.height) / grid.width };
}
