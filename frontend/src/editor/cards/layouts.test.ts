import { describe, expect, test } from "vitest";

import { chipLayout } from "./chips";
import { column, countWords, grid, overTimeLayout, tileUnder, whole } from "./layouts";

const size = ({ width, height }: { width: number; height: number }) => [width, height];

describe("a grid", () => {
  test("goes row after row with gaps between, none at its rims", () => {
    const { tiles, width, height } = grid(5, 5, 2, 10, 3);
    expect(tiles.map(({ x, y }) => [x, y])).toEqual([
      [0, 0],
      [13, 0],
      [0, 13],
      [13, 13],
      [0, 26],
    ]);
    expect([width, height]).toEqual([23, 36]);
  });

  test("is no wider than what is in it", () => {
    expect(size(grid(2, 2, 8, 10, 3))).toEqual([23, 10]);
  });

  test("has tiles of another height where one is given", () => {
    expect(size(grid(4, 4, 2, 10, 2, 30))).toEqual([22, 62]);
  });

  test("of nothing has no tiles and no size below nought", () => {
    const { tiles, width } = grid(0, 0, 4, 10, 2);
    expect(tiles).toEqual([]);
    expect(width).toBe(10);
  });

  test("tells how many there are of which it shows some", () => {
    expect(countWords(grid(64, 16, 4, 10, 2))).toBe("16 of 64");
    expect(countWords(grid(16, 16, 4, 10, 2))).toBe("16");
  });
});

test("in a column the wires of every unit end at its middle", () => {
  expect(column(3, 20, 4).ports).toEqual([10, 34, 58]);
});

test("one picture of many things is one tile without wires", () => {
  expect(whole(84, 60, 12)).toMatchObject({
    tiles: [{ width: 84, height: 60 }],
    ports: null,
    total: 12,
  });
});

test.each([
  ["few steps and features", 2, 1, [60, 16]],
  ["some", 15, 10, [90, 40]],
  ["thousands", 5000, 4096, [124, 72]],
])("over time, %s fit onto a card", (_, steps, features, expected) => {
  expect(size(overTimeLayout(steps, features))).toEqual(expected);
});

describe("the tile under a point", () => {
  const { tiles } = grid(2, 2, 2, 10, 4);

  test("is told with the place in it", () => {
    expect(tileUnder(tiles, 19, 2.5)).toEqual({ index: 1, across: 0.5, down: 0.25 });
  });

  test("is none between two tiles", () => {
    expect(tileUnder(tiles, 12, 5)).toBeNull();
  });

  test("begins at its left rim and ends before its right one", () => {
    expect(tileUnder(tiles, 0, 0)?.index).toBe(0);
    expect(tileUnder(tiles, 10, 0)).toBeNull();
  });
});

describe("chips of tokens", () => {
  test("of single letters are small, and many stand in a row", () => {
    const { tiles } = chipLayout(10, ["a", "b"]);
    expect(tiles[0]).toMatchObject({ width: 16, height: 16 });
    expect(new Set(tiles.map(({ y }) => y)).size).toBe(2);
  });

  test("are as wide as the longest word, within bounds", () => {
    expect(chipLayout(3, ["is", "kings"]).tiles[0]?.width).toBe(39);
    expect(chipLayout(3, ["antidisestablishmentarianism"]).tiles[0]?.width).toBe(64);
  });

  test("do not grow for signs that stand for something else", () => {
    expect(chipLayout(3, ["a", "[MASK]", "<unknown>"]).tiles[0]?.width).toBe(16);
  });

  test("of a long text are the first rows of it, and the whole is counted", () => {
    const layout = chipLayout(5000, ["a"]);
    expect(layout.tiles.length).toBeLessThan(100);
    expect(layout.total).toBe(5000);
    expect(countWords(layout)).toBe(`${layout.tiles.length} of 5000`);
  });

  test("of no text are none", () => {
    expect(chipLayout(0, ["a"]).tiles).toEqual([]);
  });
});
