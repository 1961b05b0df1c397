import { expect, test } from "vitest";

import { place, rangeOf, thin } from "./axis";

test("a range passes over what is not finite and, on a log axis, what is not above zero", () => {
  expect(rangeOf([[1, NaN, 3], [-2]])).toEqual([-2, 3]);
  expect(rangeOf([[0, 0.1, 10, Infinity]], true)).toEqual([0.1, 10]);
  expect(rangeOf([[NaN]])).toBeNull();
});

test("places run evenly, or by powers on a log axis", () => {
  expect(place([0, 10], 0, 100)(5)).toBe(50);
  expect(place([0.01, 1], 100, 0, true)(0.1)).toBeCloseTo(50);
  expect(place([3, 3], 0, 100)(3)).toBe(50);
});

test("a long curve keeps its spikes", () => {
  const values = new Float32Array(10_000);
  values[4321] = 9;
  values[7777] = -9;
  const kept = thin(values, 100);
  expect(kept.length).toBeLessThanOrEqual(400);
  expect(kept).toContain(4321);
  expect(kept).toContain(7777);
  expect([...kept].sort((a, b) => a - b)).toEqual(kept);
});

test("a short curve is kept whole", () => {
  expect(thin([1, 2, 3], 100)).toEqual([0, 1, 2]);
});
