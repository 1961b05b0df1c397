import { expect, test } from "vitest";

import { appendPoints, emptySeries } from "../../store/series";
import { point } from "../../testing/values";
import {
  lossLines,
  lossOfChance,
  measuresOf,
  measureWords,
  metricLines,
  PLAYERS,
  settingWords,
} from "./lossLines";

const SERIES = appendPoints(emptySeries("r"), [
  point(1, { epoch: 0, train_loss: 1, test_loss: 1.5 }),
  point(2, { kind: "batch", step: 50, batch_loss: 0.9 }),
  point(3, { epoch: 1, step: 100, train_loss: 0.5, test_loss: "NaN" }),
]);

test("the curves of a run: whole epochs, and batches in between", () => {
  const { train, test: kept, batch } = lossLines(SERIES, 100);
  expect(train).toEqual({ x: [0, 1], y: [1, 0.5], steps: [0, 100] });
  expect(kept).toEqual({ x: [0, 1], y: [1.5, NaN], steps: [0, 100] });
  expect(batch).toEqual({ x: [0.5], y: [0.9], steps: [50] });
});

test("a run with a validation split has a curve of it, and its metrics stand beside the others", () => {
  const metrics = { train_accuracy: 0.5, val_accuracy: 0.45, test_accuracy: 0.4 };
  const validated = appendPoints(emptySeries("r"), [
    point(1, { epoch: 0, train_loss: 1, val_loss: 1.2, test_loss: 1.5, metrics }),
  ]);
  expect(lossLines(validated, 100).val).toEqual({ x: [0], y: [1.2], steps: [0] });
  expect(lossLines(SERIES, 100).val.x).toEqual([]);
  expect(measuresOf(validated)).toEqual(["loss", "accuracy"]);
  expect(Object.keys(metricLines(validated, "accuracy"))).toEqual(Object.keys(metrics));
});

test("what a run measures besides its loss, the most telling first", () => {
  const first = { train_accuracy: 0.5, test_accuracy: 0.4, mistakes: 3 };
  const counted = appendPoints(emptySeries("r"), [
    point(1, { epoch: 0, metrics: first }),
    point(2, { kind: "batch", step: 50 }),
    point(3, { epoch: 1, step: 100, metrics: { ...first, mistakes: 0 } }),
  ]);
  expect(measuresOf(SERIES)).toEqual(["loss"]);
  expect(measuresOf(counted)).toEqual(["mistakes", "loss", "accuracy"]);
  expect(metricLines(counted, "mistakes")).toEqual({
    mistakes: { x: [0, 1], y: [3, 0], steps: [0, 100] },
  });
  expect(Object.keys(metricLines(counted, "accuracy"))).toEqual([
    "train_accuracy",
    "test_accuracy",
  ]);
});

test("the losses of two networks stand in one chart", () => {
  const duel = { discriminator_loss: 1.4, generator_loss: 0.7, modes: 8 };
  const series = appendPoints(emptySeries("r"), [point(1, { metrics: duel })]);
  expect(measuresOf(series)).toEqual([PLAYERS, "loss", "modes"]);
  expect(Object.keys(metricLines(series, PLAYERS))).toEqual([
    "discriminator_loss",
    "generator_loss",
  ]);
});

test("the learning rate of a schedule can be drawn", () => {
  const series = appendPoints(emptySeries("r"), [
    point(1, { learning_rate: 0.1 }),
    point(2, { epoch: 1, step: 100, learning_rate: 0.05 }),
  ]);
  expect(measuresOf(series)).toEqual(["loss", "learning_rate"]);
  expect(metricLines(series, "learning_rate")).toEqual({
    learning_rate: { x: [0, 1], y: [0.1, 0.05], steps: [0, 100] },
  });
});

test("a change is called by its field, that of a layer by the layer too", () => {
  expect(["l1", "optimizer.lr", "task.label_smoothing", "nodes.drop1.p"].map(settingWords)).toEqual(
    ["l1", "lr", "label smoothing", "p of drop1"],
  );
});

test("knowing nothing of ten classes costs ln 10", () => {
  expect(lossOfChance(10, "cross_entropy")).toBeCloseTo(2.3026, 4);
  expect(lossOfChance(10, "hinge")).toBeNull();
  expect(lossOfChance(0, "cross_entropy")).toBeNull();
});

test("a run whose steps an epoch are not known puts its batches at their steps", () => {
  expect(lossLines(SERIES, 0).batch.x).toEqual([50]);
});

test("a series without points has empty curves and only the loss to show", () => {
  const none = emptySeries(null);
  expect(lossLines(none, 10).train).toEqual({ x: [], y: [], steps: [] });
  expect(measuresOf(none)).toEqual(["loss"]);
  expect(metricLines(none, "accuracy")).toEqual({});
});

test.each([
  [PLAYERS, "both losses"],
  ["r2", "R²"],
  ["learning_rate", "learning rate"],
  ["mistakes", "mistakes"],
])("the measure %s is called %s", (measure, words) => {
  expect(measureWords(measure)).toBe(words);
});
