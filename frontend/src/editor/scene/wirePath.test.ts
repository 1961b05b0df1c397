import { expect, test } from "vitest";

import { heightAt } from "./wirePath";

test("a wire between equal heights is straight", () => {
  for (const x of [0, 13, 50, 99, 100]) expect(heightAt(x, 0, 42, 100, 42)).toBe(42);
});

test("a wire rises all the way and never passes its ends", () => {
  const heights = Array.from({ length: 101 }, (_, x) => heightAt(x, 0, 10, 100, 90));
  heights.slice(1).forEach((height, at) => expect(height).toBeGreaterThanOrEqual(heights[at] ?? 0));
  expect(Math.min(...heights)).toBeGreaterThanOrEqual(10);
  expect(Math.max(...heights)).toBeLessThanOrEqual(90);
});

test("a wire downwards is a wire upwards seen in a mirror", () => {
  for (const x of [10, 25, 60]) {
    expect(heightAt(x, 0, 0, 100, 80) + heightAt(100 - x, 0, 0, 100, 80)).toBeCloseTo(80, 1);
  }
});

test("a wire leaves and arrives level", () => {
  expect(heightAt(2, 0, 0, 100, 100)).toBeLessThan(0.5);
  expect(heightAt(98, 0, 0, 100, 100)).toBeGreaterThan(99.5);
});

test("the curve is the cubic whose inner points lie half way", () => {
  // At time 0.25: x = 0.25 * (1.5 - 0.375 + 0.0625), y = 3 t² − 2 t³.
  const t = 0.25;
  const x = 1.5 * t - 1.5 * t * t + t * t * t;
  expect(heightAt(40 + 200 * x, 40, 0, 240, 1)).toBeCloseTo(3 * t * t - 2 * t * t * t, 3);
});
