import { describe, expect, it, test } from "vitest";

import type { Tensor } from "../api/reading";
import { floats } from "../testing/readings";
import { boundOf, numberText, pixelsOf, sliceOf, spanOf, unitOf } from "./tensors";

const packed = (scale: Tensor["scale"]): Tensor => ({
  dtype: "int8",
  shape: [2, 2],
  scale,
  data: Int8Array.of(1, -100, 50, 20),
});

describe("the data for the colour tables", () => {
  it("stay the bytes that they are, without a copy", () => {
    const tensor = packed(0.5);
    expect(pixelsOf(tensor)).toBe(tensor.data);
  });

  it("are floats where they came as whole numbers of 64 bits", () => {
    const tensor: Tensor = { ...packed(null), dtype: "int64", data: BigInt64Array.of(3n, -4n) };
    expect(pixelsOf(tensor)).toEqual(Float32Array.of(3, -4));
  });

  it("are cut along the first axis", () => {
    expect([...sliceOf(packed(null), 1)]).toEqual([50, 20]);
  });

  it("are all one slice where a tensor has no axis", () => {
    expect([...sliceOf(floats([], 7), 0)]).toEqual([7]);
  });
});

describe("the unit of a slice", () => {
  test.each([
    ["is 1 where nothing is quantized", null, 1],
    ["is the one of the whole tensor", 0.25, 0.25],
    ["is its own where each slice has one", [0.5, 2], 2],
    ["is 1 where its own is missing", [0.5], 1],
  ])("%s", (_, scale, unit) => {
    expect(unitOf(packed(scale), 1)).toBe(unit);
  });

  it("counts in its largest magnitude", () => {
    expect(boundOf(packed([0.5, 2]), 0)).toBe(50);
    expect(boundOf(packed([0.5, 2]), 1)).toBe(100);
  });
});

describe("the span of a tensor", () => {
  it("is in real units, slice by slice", () => {
    expect(spanOf(packed([0.5, 2]))).toEqual([-50, 100]);
  });

  it("passes over what is not a number", () => {
    expect(spanOf(floats([3], NaN, 2, -1))).toEqual([-1, 2]);
  });

  it("of nothing is 0 to 0", () => {
    expect(spanOf(floats([0]))).toEqual([0, 0]);
    expect(spanOf(floats([2], NaN, NaN))).toEqual([0, 0]);
  });
});

test.each([
  [0, "0"],
  [0.001, "0.001"],
  [0.00099, "9.90e−4"],
  [99999, "100000"],
  [100000, "1.00e+5"],
  [3.14159, "3.142"],
  [-2.5, "−2.5"],
  [NaN, "NaN"],
  [-Infinity, "-Infinity"],
])("%f is written %s", (value, words) => {
  expect(numberText(value)).toBe(words);
});
