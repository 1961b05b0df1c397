import { expect, test } from "vitest";

import { appendPoints, emptySeries } from "../../store/series";
import { point } from "../../testing/values";
import { columnCount, columnOf, epochColumns, horizonOf, pick } from "./bins";

const SERIES = appendPoints(emptySeries("r"), [
  point(1, { epoch: 0, train_loss: 1, test_loss: 1.5 }),
  point(2, { kind: "batch", step: 50, batch_loss: 0.9 }),
  point(3, { epoch: 1, step: 100, train_loss: 0.5, test_loss: "NaN" }),
]);

test("the timeline holds all epochs and grows in round steps", () => {
  expect([0, 9, 10, 41, 412, 500].map((epoch) => horizonOf(epoch, 500))).toEqual([
    10, 10, 20, 50, 500, 500,
  ]);
  expect(horizonOf(0, 3)).toBe(3);
});

test("each column shows its last epoch, and none where none ended", () => {
  const columns = columnCount(10, 48);
  expect(columns).toBe(11);
  const points = epochColumns(SERIES, 10, columns);
  expect(points.slice(0, 3)).toEqual([0, 2, null]);
  expect(pick(SERIES.train_loss, points).slice(0, 3)).toEqual([1, 0.5, NaN]);
  expect(columnOf(500, 500, 48)).toBe(47);
});

test("a run of one epoch has one column, and a strip of no width still has one", () => {
  expect(columnCount(0, 48)).toBe(1);
  expect(columnCount(10, 0)).toBe(1);
  expect(horizonOf(0, 0)).toBe(1);
});

test("of many epochs each column takes the same share", () => {
  const counts = new Array<number>(10).fill(0);
  for (let epoch = 0; epoch <= 999; epoch += 1) {
    const at = columnOf(epoch, 999, 10);
    counts[at] = (counts[at] ?? 0) + 1;
  }
  expect(new Set(counts)).toEqual(new Set([100]));
});

test("a point that says nothing of a quantity leaves its column empty", () => {
  expect(pick(SERIES.train_loss, [null, 1])).toEqual([NaN, NaN]);
});
