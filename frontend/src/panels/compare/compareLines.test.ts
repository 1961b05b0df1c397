import { expect, test } from "vitest";

import type { Point } from "../../api/types";
import type { Compared } from "../../store/comparison";
import { appendPoints, emptySeries } from "../../store/series";
import { runInfo } from "../../testing/fakes";
import { point as pointOf } from "../../testing/values";
import {
  bestOf,
  curveOf,
  isOfLoss,
  newestValue,
  ownTitles,
  quantitiesOf,
  quantityName,
} from "./compareLines";

const point = (seq: number, change: Partial<Point>) =>
  pointOf(seq, { epoch: seq, step: 10 * seq, ...change });

const SERIES = appendPoints(emptySeries("r"), [
  point(1, { test_loss: 2, metrics: { train_accuracy: 0.5, test_accuracy: 0.4 } }),
  point(2, { kind: "batch", batch_loss: 1 }),
  point(3, { test_loss: 1, train_loss: "NaN", metrics: { test_accuracy: 0.6 } }),
]);
const RUN: Compared = { id: "r", colour: 0, info: null, project: null, series: SERIES };

test("losses come first, then metrics, those of the test samples before the others", () => {
  expect(quantitiesOf([RUN])).toEqual([
    "test_loss",
    "train_loss",
    "test_accuracy",
    "train_accuracy",
  ]);
  expect(["test_accuracy", "test_r2"].map(quantityName)).toEqual(["test accuracy", "test R²"]);
});

test("the validation loss can be compared where one of the runs has it", () => {
  const metrics = { train_accuracy: 1, val_accuracy: 0.8, test_accuracy: 0.7 };
  const series = appendPoints(emptySeries("v"), [point(1, { val_loss: 0.5, metrics })]);
  const names = ["test_loss", "val_loss", "train_loss"];
  const shown = [...names, "test_accuracy", "val_accuracy", "train_accuracy"];
  expect(quantitiesOf([RUN, { ...RUN, series }])).toEqual(shown);
  const info = runInfo("v", { final: { val_loss: 0.25 } });
  expect(quantitiesOf([{ ...RUN, info, series: emptySeries("v") }])).toEqual(names);
  expect(newestValue({ ...RUN, series }, "val_loss")).toBe(0.5);
});

test("a curve has a point an epoch, whole epochs only", () => {
  expect(curveOf(SERIES, "test_loss")).toEqual({ x: [1, 3], y: [2, 1], steps: [10, 30] });
  expect(curveOf(SERIES, "train_accuracy").y).toEqual([0.5]);
  expect(curveOf(SERIES, "nothing").y).toEqual([]);
});

test("the newest value is the last epoch's; before any point, what the list says", () => {
  expect(newestValue(RUN, "test_accuracy")).toBe(0.6);
  const info = runInfo("r", { final: { test_loss: 0.25 } });
  expect(newestValue({ ...RUN, info, series: emptySeries("r") }, "test_loss")).toBe(0.25);
});

test("the best is the least loss or the largest accuracy, and nothing where all are as good", () => {
  expect([...bestOf("test_loss", [2, 1, NaN, null])]).toEqual([1]);
  expect([...bestOf("test_accuracy", [0.5, 1, 1])]).toEqual([1, 2]);
  expect([...bestOf("test_loss", [1, 1])]).toEqual([]);
  expect([...bestOf("test_generator_loss", [1, 2])]).toEqual([]);
});

test("a variant is called by its own name beside the lesson that it varies", () => {
  expect(ownTitles(["Memory", "GRU · Memory", "Other · thing"])).toEqual([
    "Memory",
    "GRU",
    "Other · thing",
  ]);
});

test("losses of different kinds are told from other differences", () => {
  expect(isOfLoss({ path: "training.loss.type" })).toBe(true);
  expect(isOfLoss({ path: "training.optimizer.lr" })).toBe(false);
});
