import { describe, expect, test } from "vitest";

import {
  colourOf,
  colourTable,
  largestMagnitude,
  paint,
  paintClasses,
  pixel,
  signed,
  stickyMax,
} from "./colourScale";
import { CLASSES, NEGATIVE, NOT_A_NUMBER, PAPER, POSITIVE } from "./colours";

describe("signed scales", () => {
  test("run from orange through the paper to blue in both modes", () => {
    for (const mode of ["light", "dark"] as const) {
      const shade = signed(2);
      expect(colourOf(-2, shade, mode)).toEqual(NEGATIVE);
      expect(colourOf(2, shade, mode)).toEqual(POSITIVE);
      const [red, green, blue] = colourOf(0, shade, mode);
      [red, green, blue].forEach((part, at) => {
        expect(Math.abs(part - (PAPER[mode][at] ?? 0))).toBeLessThanOrEqual(1);
      });
    }
  });

  test("values beyond the bound get the last colour", () => {
    expect(colourOf(1e9, signed(1), "light")).toEqual(POSITIVE);
    expect(colourOf(-Infinity, signed(1), "light")).toEqual(NEGATIVE);
  });

  test("a bound of zero paints paper, not a division by zero", () => {
    const target = new Uint32Array(1);
    paint(target, Float32Array.of(0), signed(0), "light");
    expect(target[0]).toBe(colourTable("diverging", "light")[128]);
  });
});

test("quantized bytes and the real numbers they stand for give the same pixels", () => {
  const bytes = Int8Array.of(-127, -64, 0, 1, 127);
  const unit = 0.013;
  const real = Float32Array.from(bytes, (byte) => byte * unit);
  const fromBytes = new Uint32Array(5);
  const fromReal = new Uint32Array(5);
  paint(fromBytes, bytes, signed(127 * unit, unit), "dark");
  paint(fromReal, real, signed(127 * unit), "dark");
  expect(fromBytes).toEqual(fromReal);
});

test("unsigned bytes use the whole scale", () => {
  const target = new Uint32Array(2);
  paint(target, Uint8Array.of(0, 255), { scale: "ink", low: 0, high: 255 }, "light");
  const table = colourTable("ink", "light");
  expect([...target]).toEqual([table[0], table[255]]);
});

test("what is not a number, or missing, is grey", () => {
  const target = new Uint32Array(3);
  paint(target, Float32Array.of(NaN, 1), signed(1), "light");
  const grey = pixel(NOT_A_NUMBER);
  expect([...target]).toEqual([grey, pixel(POSITIVE), grey]);
});

test("discrete shades keep only the ends and the middle", () => {
  const shade = { ...signed(1), discrete: true };
  expect(colourOf(0.01, shade, "light")).toEqual(POSITIVE);
  expect(colourOf(-0.01, shade, "light")).toEqual(NEGATIVE);
});

test("a decision map is as strong as the network is sure", () => {
  const target = new Uint32Array(2);
  paintClasses(target, Uint8Array.of(2, 2), Uint8Array.of(0, 255), "light");
  expect([...target]).toEqual([pixel(PAPER.light), pixel(CLASSES[2] ?? NOT_A_NUMBER)]);
});

test("a sticky bound grows at once and shrinks only at a quarter", () => {
  expect(stickyMax(1, 3)).toBe(3);
  expect(stickyMax(3, 1)).toBe(3);
  expect(stickyMax(3, 0.5)).toBe(0.5);
  expect(stickyMax(3, NaN)).toBe(3);
});

test("the largest magnitude passes over what is not finite", () => {
  expect(largestMagnitude(Float32Array.of(1, -5, Infinity, NaN))).toBe(5);
  expect(largestMagnitude(Int8Array.of(-100, 3), 0.01)).toBe(1);
});
