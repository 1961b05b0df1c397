import { expect, test } from "vitest";

import type { Point } from "../api/types";
import { appendPoints, emptySeries } from "../store/series";
import { columnCount, columnOf, epochColumns, horizonOf, pick } from "./bins";
import { fitting } from "./chooseData";
import {
  lossLines,
  lossOfChance,
  measuresOf,
  metricLines,
  PLAYERS,
  settingWords,
} from "./lossLines";
import { picturesOf } from "./pictures";
import { sightOf } from "./shown";

function point(seq: number, change: Partial<Point>): Point {
  return {
    seq,
    kind: "epoch",
    epoch: 0,
    step: 0,
    train_loss: null,
    test_loss: null,
    batch_loss: null,
    learning_rate: null,
    metrics: {},
    norms: {},
    change: null,
    ...change,
  };
}

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

test("another data set brings its task and loss only where they do not fit", () => {
  const regression = { type: "regression", losses: ["mse"] };
  const drawn = { batch_size: 32, epochs: 1, seed: 1, l1: 0, l2: 0 };
  expect(
    fitting({ ...drawn, task: { type: "regression" } }, { tasks: ["regression"] }, regression),
  ).toBeNull();
  expect(
    fitting(
      { ...drawn, task: { type: "classification" }, loss: { type: "cross_entropy" } },
      { tasks: ["regression"] },
      regression,
    ),
  ).toEqual({ task: { type: "regression" }, loss: { type: "mse" } });
});

test("how answers are best seen follows from the data", () => {
  const info = {
    num_train: 1,
    num_test: 1,
    num_targets: 1,
    features: [],
    target: "y",
    vocab: [],
    token_targets: false,
    causal: false,
    mask_token: null,
    pad_token: null,
    modes: [],
    mode_radius: 0,
  };
  expect(sightOf({ ...info, shape: [2], classes: ["a", "b"], plane: [-6, 6] })).toBe("plane");
  expect(sightOf({ ...info, shape: [1, 8, 8], classes: ["a", "b"], plane: null })).toBe("classes");
  expect(sightOf({ ...info, shape: [1], classes: [], plane: null })).toBe("curve");
  expect(sightOf({ ...info, shape: [10], classes: [], plane: null })).toBe("numbers");
});

test("the pictures of a preview are its bytes, one after the other", () => {
  const images = { shape: [2, 1, 2], low: 0, high: 1, data: btoa("\u0000\u0001\u0002\u0003") };
  expect([...(picturesOf(images)?.at(1) ?? [])]).toEqual([2, 3]);
  expect(picturesOf(null)).toBeNull();
});
