import { expect, test } from "vitest";

import { heightAt } from "../scene/wirePath";
import { LEVELS, nearestWeight, strokesOf, strokeStyle, type Bundle } from "./wires";

const BUNDLE: Bundle = {
  node: "h",
  x1: 0,
  x2: 100,
  starts: [0, 50],
  ends: [0, 50],
  weights: null,
};

test("every weight is in one stroke of its sign and size, and what is not a number in none", () => {
  const weights = Float32Array.of(1, -1, 0.01, NaN);
  const strokes = strokesOf(weights, 2, 1);
  expect(strokes).toContainEqual({ isPositive: true, level: LEVELS - 1, pairs: [0, 0] });
  expect(strokes).toContainEqual({ isPositive: false, level: LEVELS - 1, pairs: [1, 0] });
  expect(strokes).toContainEqual({ isPositive: true, level: 0, pairs: [0, 1] });
  expect(strokes).toHaveLength(3);
});

test("larger weights have wider and stronger wires", () => {
  expect(strokeStyle(LEVELS - 1).width).toBeGreaterThan(strokeStyle(0).width);
  expect(strokeStyle(LEVELS - 1).alpha).toBeGreaterThan(strokeStyle(0).alpha);
});

test("a curve starts and ends at its ends and is half way in the middle", () => {
  expect(heightAt(0, 0, 10, 100, 30)).toBeCloseTo(10, 2);
  expect(heightAt(50, 0, 10, 100, 30)).toBeCloseTo(20, 2);
  expect(heightAt(100, 0, 10, 100, 30)).toBeCloseTo(30, 2);
});

test("the nearest wire is found within reach and between the cards only", () => {
  expect(nearestWeight(BUNDLE, 90, 50, 6)).toEqual({ row: 1, column: 1 });
  expect(nearestWeight(BUNDLE, 10, 0, 6)).toEqual({ row: 0, column: 0 });
  expect(nearestWeight(BUNDLE, 90, 25, 6)).toBeNull();
  expect(nearestWeight(BUNDLE, 101, 50, 6)).toBeNull();
});
