import { expect, test } from "vitest";

import { neighbour, orderOf } from "./order";

const box = (left: number, top: number) => ({ left, top, right: left + 100, bottom: top + 80 });
const BOXES = new Map([
  ["y", box(600, 0)],
  ["low", box(300, 200)],
  ["high", box(300, -200)],
  ["x", box(0, 0)],
]);

test("cards are in order from left to right, then from top to bottom", () => {
  expect(orderOf(BOXES)).toEqual(["x", "high", "low", "y"]);
});

test.each([
  ["low", "up", "high"],
  ["high", "down", "low"],
  ["low", "right", "y"],
  ["y", "left", "low"],
  ["x", "left", null],
  ["x", "up", null],
  ["gone", "up", null],
] as const)("from %s %s lies %s", (id, direction, next) => {
  expect(neighbour(BOXES, id, direction)).toBe(next);
});
