import { expect, test } from "vitest";

import { blockRows } from "./blockRows";

const card = (left: number, top: number) => ({ left, top, right: left + 100, bottom: top + 100 });

test("cards beside one another share an area, and each row of a block has one", () => {
  const cards = [card(400, 10), card(0, 300), card(600, -20), card(150, 320)];
  expect(blockRows(cards, 10)).toEqual([
    { left: 390, top: -30, right: 710, bottom: 120 },
    { left: -10, top: 290, right: 260, bottom: 430 },
  ]);
  expect(blockRows([], 10)).toEqual([]);
});
