import { expect, it } from "vitest";

import { indexUnder, rectsOf } from "./pickedCell";
import type { HoveredPart } from "./state";
import { NONE, type Look } from "./tilings";

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
  expect(indexUnder(part("tokens"), [10])).toBeNull();
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
