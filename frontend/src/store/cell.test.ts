import { expect, it } from "vitest";

import type { FactsOf, Reading } from "../api/reading";
import { cellFacts, fieldMarks, isOfOne, marksOf, type CellFacts } from "./cell";

const CONV: CellFacts = {
  node: "conv",
  index: [2, 0, 3],
  value: 1,
  formula: "y = 1",
  bias: 0,
  note: "",
  sums: true,
  winner: null,
  inputs: ["x"],
  columns: [],
  rows: [],
  reads: [
    [0, 0, 0, 2],
    [0, 0, 0, 4],
    [0, 1, 1, 2],
    [0, 1, 1, 4],
  ],
  weights: [],
  window: [
    [-1, 0, 1],
    [2, 3, 4],
  ],
  total: 4,
};
const RELU: CellFacts = {
  ...CONV,
  node: "relu",
  inputs: ["conv"],
  reads: [[0, 2, 0, 3]],
  window: null,
  total: 1,
};
const POOL: CellFacts = { ...CONV, node: "pool", winner: 3 };

it("outlines the number, and the window it reads with the padding around the picture", () => {
  expect(marksOf([RELU, CONV])).toEqual([
    {
      node: "relu",
      kind: "self",
      box: [
        [2, 2],
        [0, 0],
        [3, 3],
      ],
    },
    {
      node: "x",
      kind: "reads",
      box: [
        [0, 1],
        [-1, 1],
        [2, 4],
      ],
    },
  ]);
  expect(marksOf([])).toEqual([]);
});

it("outlines the winner of a pooling", () => {
  expect(marksOf([POOL])[2]).toEqual({
    node: "x",
    kind: "winner",
    box: [
      [1, 1],
      [1, 1],
      [4, 4],
    ],
  });
});

it("follows numbers that come from one number", () => {
  expect(isOfOne(RELU)).toBe(true);
  expect(isOfOne(CONV)).toBe(false);
  expect(isOfOne({ ...RELU, inputs: [] })).toBe(false);
});

it("outlines what a number sees, but not the number itself", () => {
  const boxes: SeenField["boxes"] = { x: [[0, 0]], conv: [[2, 2]] };
  const field = { node: "conv", index: [2], box: boxes["x"] ?? [], boxes };
  expect(fieldMarks(images(field))).toEqual([{ node: "x", kind: "field", box: [[0, 0]] }]);
  expect(fieldMarks(images(null))).toEqual([]);
});

it("reads the terms of a number, and says where there are none", () => {
  const { columns, rows, total, ...cell } = CONV;
  const facts = { columns: [...columns], rows: rows.map((row) => [...row]), total, cell };
  expect(cellFacts({ kind: "table", path: "conv", tensors: {}, facts })).toEqual(CONV);
  expect(() => cellFacts({ kind: "table", path: "", tensors: {}, facts: {} })).toThrow(/no number/);
  expect(() => cellFacts(images(null))).toThrow(/no number/);
});

type SeenField = NonNullable<FactsOf<"images">["field"]>;

function images(field: SeenField | null): Reading {
  const values = { dtype: "int8", shape: [1, 1, 1, 1], scale: 1, data: Int8Array.of(0) };
  return { kind: "images", path: "conv", tensors: { values }, facts: { signed: false, field } };
}
