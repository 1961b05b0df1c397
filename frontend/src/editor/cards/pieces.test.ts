import { expect, test } from "vitest";

import type { Frame, Reading, Tensor } from "../../api/reading";
import { guessesOf } from "./chips";
import { gateLetter, pieceOf } from "./pieces";

function tensor(shape: number[], data: Float32Array | Int8Array, scale: Tensor["scale"] = null) {
  return { dtype: data instanceof Int8Array ? "int8" : "float32", shape, scale, data };
}

function frame(path: string, values: Tensor, facts: Reading["facts"] = {}): Frame {
  const reading: Reading = { kind: "matrix", path, facts, tensors: { values } };
  return { run: "r", probe: "p", step: 3, epoch: 1, readings: [reading] };
}

const OWN = { card: "n", last: "n" };

test("steps run to the right, one row a number", () => {
  const values = tensor([3, 2], Int8Array.of(1, 10, 2, 20, 3, 30), 0.5);
  const piece = pieceOf("sequence", frame("n", values), OWN, 0);
  expect(piece).toMatchObject({ rows: 2, columns: 3, shade: { low: -15, high: 15 } });
  expect([...(piece?.values ?? [])]).toEqual([0.5, 1, 1.5, 5, 10, 15]);
});

test("gates are drawn from 0 to 1, states to their own bound; of stacked layers the last", () => {
  const values = tensor([2, 2, 1], Int8Array.of(127, 64, -127, 10), [1 / 127, 2 / 127]);
  const facts = { names: ["forget gate f", "cell c"] };
  const below = frame("n.0", tensor([2, 2, 1], new Int8Array(4), [1, 1]), facts);
  const above = frame("n.1", values, facts);
  const both = { ...below, readings: [...below.readings, ...above.readings] };
  expect(pieceOf("states", both, OWN, 0)?.shade).toMatchObject({ scale: "sequential", high: 1 });
  expect(pieceOf("states", both, OWN, 1)?.shade).toMatchObject({ scale: "diverging", high: 2 });
  expect(gateLetter("forget gate f")).toBe("f");
});

test("a frame of another drawing gives no picture", () => {
  expect(
    pieceOf("sequence", frame("other", tensor([1, 1], new Float32Array(1))), OWN, 0),
  ).toBeNull();
  expect(
    pieceOf("attention", frame("n", tensor([1, 2, 2], new Float32Array(4))), OWN, 1),
  ).toBeNull();
});

test("generated pictures are counted row by row", () => {
  const data = Float32Array.from({ length: 2 * 2 * 1 * 2 }, (_, at) => at);
  const piece = pieceOf("generated", frame("output", tensor([2, 2, 1, 2], data)), OWN, 2);
  expect([...(piece?.values ?? [])]).toEqual([4, 5]);
});

test("the likeliest token stands where one is asked for", () => {
  const facts = {
    tokens: ["b", "[MASK]", "a"],
    choices: [null, [{ token: "c", probability: 0.7 }], null],
    truth: [null, "d", null],
  };
  const { readings } = frame("", tensor([3], new Float32Array(3)), facts);
  expect(guessesOf(readings[0])).toEqual([
    { token: "b", probability: null, truth: null },
    { token: "c", probability: 0.7, truth: "d" },
    { token: "a", probability: null, truth: null },
  ]);
});
