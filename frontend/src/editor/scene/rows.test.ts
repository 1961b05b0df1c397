import { expect, test } from "vitest";

import { freeHeight, inRows, type Laid, type Link } from "./rows";

/** A chain of cards in one row. */
function chain(count: number): Laid[] {
  return Array.from({ length: count }, (_, at) => ({
    id: `n${at}`,
    x: at * 160,
    y: 100,
    width: 110,
    height: 150,
  }));
}

function links(count: number, whole = false): Link[] {
  return Array.from({ length: count - 1 }, (_, at) => ({
    source: `n${at}`,
    target: `n${at + 1}`,
    whole,
  }));
}

const rowsOf = (cards: readonly Laid[]) => new Set(cards.map(({ y }) => y)).size;

test("a short drawing stays one row, a long one becomes several of about the same length", () => {
  expect(rowsOf(inRows(chain(5), links(5)))).toBe(1);
  const many = inRows(chain(40), links(40));
  expect(rowsOf(many)).toBeGreaterThan(3);
  expect(Math.max(...many.map(({ x }) => x))).toBeLessThan(2200);
  expect(many.map(({ id }) => id)).toEqual(chain(40).map(({ id }) => id));
});

test("a row is broken only where all wires that pass come from one card", () => {
  // A wire passes over every second card.
  const skips = Array.from({ length: 12 }, (_, at) => ({
    source: `n${2 * at}`,
    target: `n${2 * at + 2}`,
    whole: false,
  }));
  const cards = inRows(chain(25), [...links(25), ...skips]);
  expect(rowsOf(cards)).toBeGreaterThan(1);
  const firsts = cards.filter(({ x }) => x < 60).map(({ id }) => Number(id.slice(1)));
  for (const first of firsts.filter((at) => at > 0)) expect(first % 2).toBe(1);
});

test("cards whose weights are drawn one by one stay side by side", () => {
  expect(rowsOf(inRows(chain(40), links(40, true)))).toBe(1);
});

test("a wire back to the next row runs between the cards", () => {
  const box = (top: number, bottom: number) => ({ left: 0, right: 1000, top, bottom });
  const y = freeHeight([box(0, 200), box(260, 420)], { x: 990, y: 100 }, { x: 10, y: 340 });
  expect(y).toBe(230);
});

test.each([
  ["nothing is in the way", [], 50],
  ["a card covers the middle, and more room is above", [[30, 90]], 15],
  ["a card covers the middle, and more room is below", [[10, 70]], 85],
  [
    "two cards leave a gap at the middle",
    [
      [0, 40],
      [60, 100],
    ],
    50,
  ],
  [
    "a gap is too narrow to pass",
    [
      [0, 46],
      [54, 80],
    ],
    90,
  ],
  ["everything is covered", [[0, 100]], 50],
])("a line passes between cards where there is room: %s", (_, cards, height) => {
  const boxes = cards.map(([top = 0, bottom = 0]) => ({ left: 0, right: 100, top, bottom }));
  expect(freeHeight(boxes, { x: -10, y: 0 }, { x: 110, y: 100 })).toBe(height);
});

test("cards beside a line are not in its way", () => {
  const beside = [{ left: 200, right: 300, top: 0, bottom: 100 }];
  expect(freeHeight(beside, { x: 100, y: 100 }, { x: 0, y: 0 })).toBe(50);
});
