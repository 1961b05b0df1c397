import { expect, it } from "vitest";

import { indexUnder, NO_CONTENTS, rectsOf } from "./pickedCell";
import type { HoveredPart } from "../scene/state";
import { NONE, type Look } from "../cards/tilings";

const TILE = { x: 0, y: 0, width: 40, height: 40 };
const MAPS: Look = { ...NONE, kind: "maps", tiles: [TILE, { ...TILE, x: 50 }], total: 2 };

function part(look: HoveredPart["look"], more: Partial<HoveredPart> = {}): HoveredPart {
  const box = {} as DOMRect;
  return { look, card: "a", last: "a", index: 1, across: 0.6, down: 0.3, box, ...more };
}

it("finds the number under the pointer", () => {
  expect(indexUnder(part("maps"), [2, 8, 4])).toEqual([1, 2, 2]);
  expect(indexUnder(part("maps", { across: 1, down: 1 }), [2, 8, 4])).toEqual([1, 7, 3]);
  expect(indexUnder(part("cells"), [5])).toEqual([1]);
  expect(indexUnder(part("matrix"), [10])).toEqual([3]);
  expect(indexUnder(part("sequence"), [10, 5])).toEqual([6, 1]);
  expect(indexUnder(part("encoding"), [10, 5])).toEqual([6, 1]);
  expect(indexUnder(part("tokens"), [10])).toEqual([1]);
  expect(indexUnder(part("scatter"), [2])).toBeNull();
});

const STATES = { ...NO_CONTENTS, rows: 64, columns: 20 };

it("finds the unit and the step under a gate, though only some of the units are shown", () => {
  expect(indexUnder(part("states"), [20, 128], STATES)).toEqual([12, 19]);
  expect(indexUnder(part("states"), [128], STATES)).toEqual([19]);
  expect(indexUnder(part("states"), [20, 128])).toBeNull();
});

it("finds the step that looks on an attention map, and the step that took a row of a table", () => {
  expect(indexUnder(part("attention"), [10, 48], { ...STATES, rows: 10 })).toEqual([3, 0]);
  const table = { ...NO_CONTENTS, rows: 10, columns: 5, tokens: [7, 3, 3] };
  expect(indexUnder(part("matrix"), [3, 5], table)).toEqual([1, 3]);
  expect(indexUnder(part("matrix", { down: 0 }), [3, 5], table)).toBeNull();
});

it("finds the likeliest token at a place, where one is asked for", () => {
  const answers = { ...NO_CONTENTS, choices: [-1, 2] };
  expect(indexUnder(part("expected"), [2, 3], answers)).toEqual([1, 2]);
  expect(indexUnder(part("hidden", { index: 0 }), [2, 3], answers)).toBeNull();
});

it("outlines a step and unit in every gate, a looking step, and rows of a table", () => {
  const gates: Look = { ...MAPS, kind: "states" };
  const shown = { ...NO_CONTENTS, rows: 4, columns: 10 };
  const one = [
    [2, 2],
    [3, 3],
  ] as const;
  expect(rectsOf(gates, one, [10, 8], shown)).toEqual([
    { x: 8, y: 30, width: 4, height: 10 },
    { x: 58, y: 30, width: 4, height: 10 },
  ]);
  const hidden = [
    [2, 2],
    [7, 7],
  ] as const;
  expect(rectsOf(gates, hidden, [10, 8], shown)).toEqual([]);
  const heads: Look = { ...NONE, kind: "attention", tiles: [TILE] };
  expect(rectsOf(heads, one, [4, 8], shown)).toEqual([{ x: 0, y: 20, width: 40, height: 10 }]);
  const table: Look = { ...NONE, kind: "matrix", tiles: [TILE] };
  const tokens = [0, 0, 1];
  expect(rectsOf(table, one, [3, 10], { ...shown, tokens })).toEqual([
    { x: 12, y: 10, width: 4, height: 10 },
  ]);
});

it("finds the place of a block on every map that shows it", () => {
  const rects = rectsOf(
    MAPS,
    [
      [0, 5],
      [-1, 1],
      [2, 4],
    ],
    [6, 8, 8],
  );
  expect(rects).toEqual([
    { x: 10, y: -5, width: 15, height: 15 },
    { x: 60, y: -5, width: 15, height: 15 },
  ]);
  expect(
    rectsOf(
      MAPS,
      [
        [0, 0],
        [1, 0],
        [2, 4],
      ],
      [6, 8, 8],
    ),
  ).toEqual([]);
  expect(rectsOf(MAPS, [[0, 0]], [6, 8, 8])).toEqual([]);
});
