import { expect, test } from "vitest";

import { bestColumns, gridHeight, tileAt, tileRects, type TileGrid } from "./tiles";

const grid: TileGrid = { count: 5, columns: 3, gap: 4, width: 8, height: 8 };

test("images fill the width and keep their shape", () => {
  const rects = tileRects(grid, 98);
  expect(rects).toHaveLength(5);
  expect(rects[4]).toEqual({ x: 34, y: 34, width: 30, height: 30 });
});

test("a point finds its image and the number in it", () => {
  expect(tileAt(grid, 98, 34 + 29, 34 + 1)).toEqual({ image: 4, row: 0, column: 7 });
});

test("gaps, missing images and the outside belong to nobody", () => {
  expect(tileAt(grid, 98, 32, 5)).toBeNull();
  expect(tileAt(grid, 98, 80, 40)).toBeNull();
  expect(tileAt(grid, 98, 5, 70)).toBeNull();
  expect(tileAt(grid, 98, -1, 5)).toBeNull();
});

test("the grid is about square", () => {
  expect([1, 2, 4, 5, 16].map(bestColumns)).toEqual([1, 2, 2, 3, 4]);
});

test("the height holds every row and the gaps between them", () => {
  expect(gridHeight(grid, 98)).toBe(64);
  expect(gridHeight({ ...grid, columns: 1 }, 20)).toBe(5 * 20 + 4 * 4);
});
