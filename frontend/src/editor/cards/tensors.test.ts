import { expect, test } from "vitest";

import type { Tensor } from "../../api/reading";
import { floats } from "../../testing/readings";
import {
  boundOf,
  hasNegative,
  matrixOf,
  pixelsOf,
  sliceOf,
  unitOf,
  usualBound,
  valueOf,
} from "./tensors";

const bytes = (scale: Tensor["scale"], shape: number[], ...values: number[]): Tensor => ({
  dtype: "int8",
  shape,
  scale,
  data: Int8Array.from(values),
});
const TWO = bytes([0.5, 2], [2, 2], 1, -2, 3, 4);

test("bytes and floats are drawn as they are, without a copy", () => {
  expect(pixelsOf(TWO)).toBe(TWO.data);
  const plain = floats([2], 1, 2);
  expect(pixelsOf(plain)).toBe(plain.data);
});

test("other numbers are made floats, large whole numbers too", () => {
  const data = BigInt64Array.of(3n, -4n);
  expect([...pixelsOf({ dtype: "int64", shape: [2], scale: null, data })]).toEqual([3, -4]);
});

test.each([
  ["without a scale", null, 1, 1],
  ["with one scale for all", 0.25, 0.25, 0.25],
  ["with a scale a slice", [0.5, 2], 0.5, 2],
  ["with too few scales", [0.5], 0.5, 1],
] as const)("a quantized step is worth what its slice says: %s", (_, scale, first, second) => {
  const tensor = bytes(scale, [2, 1], 1, 1);
  expect([unitOf(tensor), unitOf(tensor, 1)]).toEqual([first, second]);
});

test("a value is read with the scale of its own slice", () => {
  expect([0, 1, 2, 3].map((at) => valueOf(TWO, at))).toEqual([0.5, -1, 6, 8]);
});

test("there is no number beyond the last one", () => {
  expect(valueOf(TWO, 4)).toBeNaN();
  expect(valueOf(floats([0]), 0)).toBeNaN();
});

test("a slice is a part of the first axis", () => {
  expect([...sliceOf(TWO, 1)]).toEqual([3, 4]);
  expect(sliceOf(TWO, 2)).toHaveLength(0);
});

test("slices that were quantized by themselves use their whole range", () => {
  expect(boundOf(TWO, 0)).toBe(63.5);
  expect(boundOf(TWO, 1)).toBe(254);
});

test("other slices reach as far as their largest magnitude", () => {
  expect(boundOf(floats([2, 2], 1, -3, 2, 0.5), 0)).toBe(3);
  expect(boundOf(bytes(0.5, [2, 2], 1, -3, 2, 0), 0)).toBe(1.5);
});

test("one number below nought makes a tensor signed", () => {
  expect(hasNegative(TWO)).toBe(true);
  expect(hasNegative(floats([3], 0, 1, NaN))).toBe(false);
});

test("a matrix of floats is taken as it is, another is worked out", () => {
  const plain = floats([2, 2], 1, 2, 3, 4);
  expect(matrixOf(plain, 2, 2)).toBe(plain.data);
  expect([...(matrixOf(TWO, 2, 2) ?? [])]).toEqual([0.5, -1, 6, 8]);
});

test.each([
  [3, 2],
  [2, 3],
])("a matrix of another drawing is none: %i rows of %i", (rows, columns) => {
  expect(matrixOf(TWO, rows, columns)).toBeNull();
  expect(matrixOf(undefined, rows, columns)).toBeNull();
});

test("one number far out does not make all the others pale", () => {
  const tensor = floats([1, 5], 1, -1, 1, -1, 100);
  expect(usualBound(tensor, 0)).toBeCloseTo((1.4 * 104) / 5);
});

test("the usual bound is never more than the largest number", () => {
  expect(usualBound(floats([1, 3], 2, -2, 2), 0)).toBe(2);
  expect(usualBound(floats([1, 2], 0, 0), 0)).toBe(0);
});
