import { describe, expect, test } from "vitest";

import type { Tensor } from "../../api/reading";
import { signed } from "../../components/colourScale";
import { floats } from "../../testing/readings";
import { cellIn, cellOf, numberIn, overTime, slice } from "./pieces";
import { cut, tilesIn, within } from "./places";

const plain = (bound: number) => signed(bound);

describe("a slice", () => {
  const tensor = floats([2, 2, 3], 1, 2, 3, 4, 5, 6, -7, 8, 9, 10, 11, 12);

  test("has the rows and columns of the second and third axis", () => {
    const piece = slice(tensor, 1, plain);
    expect(piece).toMatchObject({ rows: 2, columns: 3, shade: { low: -12, high: 12 } });
    expect([...(piece?.values ?? [])]).toEqual([-7, 8, 9, 10, 11, 12]);
  });

  test("has the unit of its own scale", () => {
    const data = Int8Array.of(10, 127);
    const bytes: Tensor = { dtype: "int8", shape: [2, 1, 1], scale: [0.5, 0.25], data };
    expect(slice(bytes, 1, plain)?.shade).toMatchObject({ high: 31.75, unit: 0.25 });
  });

  test.each([
    ["there is no such slice", tensor, 2],
    ["there are two axes", floats([2, 3]), 0],
    ["there are four axes", floats([2, 1, 1, 1]), 0],
    ["it is empty", floats([2, 0, 3]), 0],
  ])("is none where %s", (_, other, at) => {
    expect(slice(other, at, plain)).toBeNull();
  });
});

describe("numbers over time", () => {
  test("run to the right from where they begin", () => {
    const piece = overTime(floats([6], 9, 9, 1, 2, 3, 4), 2, [2, 2]);
    expect(piece).toMatchObject({ rows: 2, columns: 2 });
    expect([...(piece?.values ?? [])]).toEqual([1, 3, 2, 4]);
  });

  test("are not numbers where the tensor is too short", () => {
    expect([...(overTime(floats([2], 1, 2), 0, [3, 1])?.values ?? [])]).toEqual([1, 2, NaN]);
  });

  test.each([[[0, 3]], [[3, 0]], [[3]], [[1, 2, 3]]])("are none of the shape %j", (shape) => {
    expect(overTime(floats([3], 1, 2, 3), 0, shape)).toBeNull();
  });
});

describe("a place in a piece", () => {
  test.each([
    [0, 4, 0],
    [0.24, 4, 0],
    [0.25, 4, 1],
    [1, 4, 3],
    [-0.1, 4, 0],
    [0.5, 1, 0],
  ])("%f of %i cells is in cell %i", (share, count, cell) => {
    expect(cellOf(share, count)).toBe(cell);
  });

  test("is in a row downwards and in a column across", () => {
    expect(cellIn({ rows: 2, columns: 4 }, { across: 0.9, down: 0.1 })).toEqual({
      row: 0,
      column: 3,
    });
  });

  test("has the number as it was measured, not as it was packed", () => {
    const values = Int8Array.of(1, 2, 3, 4);
    const piece = { values, rows: 2, columns: 2, shade: signed(1, 0.5) };
    expect(numberIn(piece, { across: 0.1, down: 0.9 })).toBe(1.5);
    expect(numberIn({ ...piece, shade: signed(1) }, { across: 0.9, down: 0.9 })).toBe(4);
  });
});

describe("the place of a block", () => {
  const TILE = { x: 10, y: 20, width: 40, height: 80 };

  test("is a share of its tile", () => {
    expect(within(TILE, [1, 2], 4, [0, 0], 2)).toEqual({ x: 20, y: 20, width: 20, height: 40 });
  });

  test("of all of it is the tile itself", () => {
    expect(within(TILE, [0, 3], 4, [0, 1], 2)).toEqual(TILE);
  });

  test("is cut where the tile ends", () => {
    expect(cut(TILE, [2, 9], 4, [1, 1], 2)).toEqual([{ x: 30, y: 60, width: 20, height: 40 }]);
  });

  test("is nowhere beyond the tile", () => {
    expect(cut(TILE, [4, 5], 4, [0, 0], 2)).toEqual([]);
    expect(cut(TILE, [0, 0], 4, [2, 2], 2)).toEqual([]);
  });

  test("of things with a tile each is all tiles from the first to the last, both included", () => {
    const tiles = [0, 1, 2, 3].map((x) => ({ ...TILE, x }));
    expect(tilesIn(tiles, [1, 2]).map(({ x }) => x)).toEqual([1, 2]);
    expect(tilesIn(tiles, [3, 9]).map(({ x }) => x)).toEqual([3]);
  });
});
