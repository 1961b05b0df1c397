import { describe, expect, it } from "vitest";

import { floats, sampleOf } from "../testing/readings";
import { floatsOf, ofKind, tokensOf, valueAt, valuesOf, type Tensor } from "./reading";

const bytes = (shape: readonly number[], scale: Tensor["scale"], ...values: number[]): Tensor => ({
  dtype: "int8",
  shape,
  scale,
  data: Int8Array.from(values),
});

describe("a value of a tensor", () => {
  it("is what was measured, where nothing was packed", () => {
    expect(valueAt(floats([3], 0.5, -1, 2), 1)).toBe(-1);
  });

  it("is unpacked by the scale of all", () => {
    expect(valueAt(bytes([2], 0.5, 127, -128), 0)).toBe(63.5);
    expect(valueAt(bytes([2], 0.5, 127, -128), 1)).toBe(-64);
  });

  it("is unpacked by the scale of its slice", () => {
    const tensor = bytes([2, 3], [1, 10], 1, 2, 3, 4, 5, 6);
    expect([0, 2, 3, 5].map((at) => valueAt(tensor, at))).toEqual([1, 3, 40, 60]);
  });

  it("is no number beyond the end, and where its slice has no scale", () => {
    expect(valueAt(floats([1], 1), 7)).toBeNaN();
    expect(valueAt(bytes([2, 1], [1], 4, 5), 1)).toBeNaN();
    expect(valueAt(bytes([0], [], 0), 0)).toBeNaN();
  });

  it("stays no number where none was measured", () => {
    expect(valueAt(floats([2], NaN, Infinity), 0)).toBeNaN();
    expect(valueAt(floats([2], NaN, Infinity), 1)).toBe(Infinity);
  });

  it("is a plain number where 64 bit wholes came", () => {
    const data = BigInt64Array.of(3n, -4n);
    expect(valueAt({ dtype: "int64", shape: [2], scale: null, data }, 1)).toBe(-4);
  });
});

describe("all values as floats", () => {
  it("are the frame's own bytes where they are floats already", () => {
    const tensor = floats([2], 1, 2);
    expect(floatsOf(tensor)).toBe(tensor.data);
  });

  it("are unpacked into new ones", () => {
    expect([...floatsOf(bytes([2, 2], [0.5, 2], 1, 2, 3, 4))]).toEqual([0.5, 1, 6, 8]);
  });

  it("are unpacked where floats have a scale of their own", () => {
    expect([...floatsOf({ ...floats([2], 1, 2), scale: 3 })]).toEqual([3, 6]);
  });
});

describe("a reading", () => {
  const curve = sampleOf("scalar");

  it("is given as its kind only where it is of it", () => {
    expect(ofKind(curve, "scalar")).toBe(curve);
    expect(ofKind(curve, "matrix")).toBeUndefined();
    expect(ofKind(undefined, "matrix")).toBeUndefined();
  });

  it("gives the tensor that most kinds have, and none where it has none", () => {
    const matrix = sampleOf("matrix");
    expect(valuesOf(matrix)).toBe(matrix.tensors.values);
    expect(valuesOf(undefined)).toBeUndefined();
  });

  it("gives the names of its steps only where it is of tokens", () => {
    expect(tokensOf({ ...sampleOf("attention") })).toEqual(sampleOf("attention").facts.tokens);
    expect(tokensOf(sampleOf("histogram"))).toBeUndefined();
  });
});
