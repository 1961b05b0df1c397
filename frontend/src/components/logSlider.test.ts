import { expect, test } from "vitest";

import { positionOf, shortNumber, SLIDER_STEPS, valueAt } from "./logSlider";

const lr = { min: 1e-5, max: 10, log: true };

test("a log slider gives each power of ten the same way", () => {
  expect(positionOf(1e-5, lr)).toBe(0);
  expect(positionOf(1e-2, lr)).toBe(SLIDER_STEPS / 2);
  expect(valueAt(SLIDER_STEPS / 2, lr)).toBe(0.01);
});

test("an even slider stops at whole steps", () => {
  const range = { min: 1, max: 64, step: 1 };
  expect(valueAt(positionOf(16, range), range)).toBe(16);
  expect(valueAt(333, range)).toBe(22);
});

test("both ends are exact and nothing lies outside", () => {
  expect(valueAt(SLIDER_STEPS, lr)).toBe(10);
  expect(valueAt(-5, lr)).toBe(1e-5);
  expect(positionOf(0, lr)).toBe(0);
  expect(positionOf(1e9, lr)).toBe(SLIDER_STEPS);
});

test("numbers are written the way people write them", () => {
  expect([0, 0.01, 0.0001, 0.00015, 300, 1e7, -2.5, 1 / 3].map(shortNumber)).toEqual([
    "0",
    "0.01",
    "1e-4",
    "1.5e-4",
    "300",
    "1e7",
    "-2.5",
    "0.3333",
  ]);
});
