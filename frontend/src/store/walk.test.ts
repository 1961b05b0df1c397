import { expect, it } from "vitest";

import type { FactsOf, Reading } from "../api/reading";
import { floats } from "../testing/readings";
import {
  followedIn,
  momentsOf,
  nodeOfParam,
  numParts,
  saidIn,
  tableOf,
  type Followed,
} from "./walk";

type Table = FactsOf<"table">["step"];
type Part = NonNullable<FactsOf<"vector">["step"]>;

/** A part of the step in words and numbers. */
function table(step: Table, facts: FactsOf<"table"> = {}): Reading {
  return { kind: "table", path: "", tensors: {}, facts: { ...facts, step } };
}

/** A picture of a part of the step. */
function vector(phase: Part["phase"], path: string, more: Partial<Part> = {}): Reading {
  const tensors = { values: floats([2]) };
  return { kind: "vector", path, tensors, facts: { step: { phase, ...more } } };
}

const WEIGHT: Followed = {
  param: "h.weight",
  index: [0, 1],
  before: 1,
  after: 2,
  change: 1,
  gradient: null,
  taken: null,
  memory_before: {},
  memory: {},
};
const READINGS = [
  table({
    phase: "batch",
    part: "discriminator",
    parts: ["discriminator", "generator"],
    sample: 0,
    index: 3,
    samples: [3],
    size: 1,
    num_train: 8,
    target: null,
  }),
  vector("forward", "x"),
  vector("forward", "h", { of: "real" }),
  vector("forward", "h", { of: "generated" }),
  vector("forward", "y"),
  table({
    phase: "loss",
    loss: 1,
    of_sample: null,
    type: "mse",
    target: null,
    answer: null,
    classes: [],
  }),
  vector("backward", "y"),
  vector("backward", "h"),
  vector("gradient", "h.weight"),
  vector("gradient", "h.bias"),
  table({
    phase: "clip",
    norm: 1,
    pulled: 1,
    taken: 1,
    factor: 1,
    l1: 0,
    l2: 0,
    clip_grad_norm: null,
    clip_grad_value: null,
    num_cut: null,
    num: 4,
  }),
  table(
    { phase: "optimizer", type: "sgd", learning_rate: 0.1, weight: WEIGHT },
    { columns: ["param"], rows: [["h.weight"]] },
  ),
  vector("optimizer", "h.weight", { quantity: "change" }),
  table({ phase: "after", loss: 1, new_loss: 0.5 }),
];

it("walks through a step in the order in which it happens", () => {
  const moments = momentsOf(READINGS, 0);
  expect(moments.map(({ phase, node }) => `${phase} ${node ?? ""}`.trim())).toEqual([
    "batch",
    "forward x",
    "forward h",
    "forward y",
    "loss",
    "backward y",
    "backward h",
    "clip",
    "optimizer",
    "after",
  ]);
  expect(moments.map(({ lit }) => lit.join())).toEqual([
    "x",
    "x",
    "h",
    "y",
    "y",
    "y",
    "h",
    "h",
    "h",
    "y",
  ]);
});

it("shows the real and the generated sample together, and a layer's gradients with that of its output", () => {
  const moments = momentsOf(READINGS, 1);
  expect(moments[2]?.readings).toHaveLength(2);
  expect(moments[6]?.readings.map(({ path }) => path)).toEqual(["h", "h.weight", "h.bias"]);
  expect(moments.every(({ part }) => part === 1)).toBe(true);
});

it("finds what the walk is about", () => {
  const moments = momentsOf(READINGS, 0);
  expect(numParts(READINGS)).toBe(2);
  expect(numParts([])).toBe(1);
  expect(nodeOfParam("enc.layers.0.weight")).toBe("enc");
  expect(followedIn({ run: "r", step: 0, moments }, 0)).toEqual(WEIGHT);
  expect(followedIn({ run: "r", step: 0, moments }, 1)).toBeNull();
});

it("says what a moment says only where it is that moment's", () => {
  const [batch, forward] = momentsOf(READINGS, 0);
  const optimizer = momentsOf(READINGS, 0).find(({ phase }) => phase === "optimizer");
  if (!batch || !forward || !optimizer) throw new Error("a moment is missing");
  expect(saidIn(batch, "batch")?.num_train).toBe(8);
  expect(saidIn(batch, "loss")).toBeUndefined();
  expect(tableOf(forward)).toBeUndefined();
  expect(tableOf(optimizer)?.rows).toEqual([["h.weight"]]);
});
