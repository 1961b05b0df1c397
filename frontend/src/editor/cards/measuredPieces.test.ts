import { expect, test } from "vitest";

import type { Frame, Reading, Tensor } from "../../api/reading";
import { floats, sampleOf } from "../../testing/readings";
import { guessesOf } from "./chips";
import { kindOf } from "./kinds";

function rounded(shape: number[], data: Int8Array, scale: Tensor["scale"]): Tensor {
  return { dtype: "int8", shape, scale, data };
}

function frame(...readings: Reading[]): Frame {
  return { run: "r", probe: "p", step: 3, epoch: 1, readings };
}

function matrix(path: string, values: Tensor): Reading {
  return { kind: "matrix", path, facts: {}, tensors: { values } };
}

function pieceOf(kind: string, newest: Frame, index: number) {
  return kindOf({ kind }).piece?.([newest], { card: "n", last: "n", isBeside: false, index });
}

test("steps run to the right, one row a number", () => {
  const values = rounded([3, 2], Int8Array.of(1, 10, 2, 20, 3, 30), 0.5);
  const piece = pieceOf("sequence", frame(matrix("n", values)), 0);
  expect(piece).toMatchObject({ rows: 2, columns: 3, shade: { low: -15, high: 15 } });
  expect([...(piece?.values ?? [])]).toEqual([0.5, 1, 1.5, 5, 10, 15]);
});

test("gates are drawn from 0 to 1, states to their own bound; of stacked layers the last", () => {
  const states = (path: string, data: Int8Array, scale: number[]): Reading => ({
    kind: "states",
    path,
    facts: { names: ["forget gate f", "cell c"] },
    tensors: { values: rounded([2, 2, 1], data, scale) },
  });
  const both = frame(
    states("n.0", new Int8Array(4), [1, 1]),
    states("n.1", Int8Array.of(127, 64, -127, 10), [1 / 127, 2 / 127]),
  );
  expect(pieceOf("states", both, 0)?.shade).toMatchObject({ scale: "sequential", high: 1 });
  expect(pieceOf("states", both, 1)?.shade).toMatchObject({ scale: "diverging", high: 2 });
});

test("a frame of another drawing gives no picture", () => {
  expect(pieceOf("sequence", frame(matrix("other", floats([1, 1]))), 0)).toBeNull();
  expect(pieceOf("attention", frame({ ...sampleOf("attention"), path: "n" }), 2)).toBeNull();
});

test("generated pictures are counted row by row", () => {
  const values = floats([2, 2, 1, 2], 0, 1, 2, 3, 4, 5, 6, 7);
  const images: Reading = {
    kind: "images",
    path: "output",
    facts: { signed: false },
    tensors: { values },
  };
  const piece = pieceOf("generated", frame(images), 2);
  expect([...(piece?.values ?? [])]).toEqual([4, 5]);
});

test("the likeliest token stands where one is asked for", () => {
  const tokens: Reading = {
    kind: "tokens",
    path: "",
    tensors: { values: floats([3]) },
    facts: {
      tokens: ["b", "[MASK]", "a"],
      meaning: "probability",
      choices: [null, [{ token: "c", probability: 0.7 }], null],
      truth: [null, "d", null],
    },
  };
  expect(guessesOf(tokens)).toEqual([
    { token: "b", probability: null, truth: null },
    { token: "c", probability: 0.7, truth: "d" },
    { token: "a", probability: null, truth: null },
  ]);
});
