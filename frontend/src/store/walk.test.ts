import { expect, it } from "vitest";

import type { Reading } from "../api/reading";
import { factsOf, followedIn, momentsOf, nodeOfParam, numParts } from "./walk";

function reading(phase: string, path = "", facts: Record<string, unknown> = {}): Reading {
  const kind = path === "" ? "table" : "vector";
  return { kind, path, facts: { ...facts, phase }, tensors: {} };
}

const WEIGHT = { param: "h.weight", index: [0, 1], before: 1, after: 2, change: 1 };
const READINGS = [
  reading("batch", "", { parts: ["discriminator", "generator"] }),
  reading("forward", "x"),
  reading("forward", "h", { of: "real" }),
  reading("forward", "h", { of: "generated" }),
  reading("forward", "y"),
  reading("loss"),
  reading("backward", "y"),
  reading("backward", "h"),
  reading("gradient", "h.weight"),
  reading("gradient", "h.bias"),
  reading("clip"),
  reading("optimizer", "", { weight: WEIGHT }),
  reading("optimizer", "h.weight", { quantity: "change" }),
  reading("after"),
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

it("shows the real and the generated sample together, and a layer's gradients with its slope", () => {
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
  expect(factsOf(moments[0] as (typeof moments)[0])["parts"]).toHaveLength(2);
});
