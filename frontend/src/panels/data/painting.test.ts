import { describe, expect, test } from "vitest";

import {
  erased,
  freeName,
  MOST_POINTS,
  pointsOf,
  sprayed,
  withoutClass,
  type PaintedPoint,
} from "./painting";

const POINTS: readonly PaintedPoint[] = [
  [0, 0, 0],
  [1, 1, 1],
  [-1, 1, 2],
];

describe("a brush", () => {
  test("without spread paints exactly where it is", () => {
    expect(sprayed([], [0.5, -0.25], { group: 1, spread: 0 })).toEqual([[0.5, -0.25, 1]]);
  });

  test("with spread stays within it, and within the plane", () => {
    const [point] = sprayed([], [0, 0], { group: 0, spread: 0.5 }, () => 0.81);
    expect(Math.hypot(point?.[0] ?? 9, point?.[1] ?? 9)).toBeCloseTo(0.45, 2);
    const [edge] = sprayed([], [1.9, 1.9], { group: 0, spread: 0.5 }, () => 0.999);
    expect(Math.max(...(edge ?? [9]).map(Math.abs))).toBeLessThanOrEqual(2);
  });

  test("stops at the most that a drawing may carry", () => {
    const full = Array.from({ length: MOST_POINTS }, (): PaintedPoint => [0, 0, 0]);
    expect(sprayed(full, [0, 0], { group: 0, spread: 0 })).toBe(full);
  });
});

describe("a rubber", () => {
  test("takes what it touches and nothing else", () => {
    expect(erased(POINTS, [1, 1.05], 0)).toEqual([POINTS[0], POINTS[2]]);
    expect(erased(POINTS, [1.5, -1], 0.2)).toBe(POINTS);
  });
});

describe("classes", () => {
  test("one that goes takes its points along, and those behind it move up", () => {
    expect(withoutClass(POINTS, 1)).toEqual([
      [0, 0, 0],
      [-1, 1, 1],
    ]);
  });

  test("a new one gets the name of its colour, unless that is taken", () => {
    expect(freeName(["orange", "blue"])).toBe("green");
    expect(freeName(["green", "blue"])).toBe("orange");
    expect(freeName(["blue", "green", "orange", "pink", "yellow"])).toBe("violet");
  });
});

test("what is no point is left out", () => {
  expect(pointsOf([[0, 1, 0], [1], "x"], [])).toEqual([[0, 1, 0]]);
  expect(pointsOf(undefined, POINTS)).toEqual(POINTS);
  expect(pointsOf(null, null)).toEqual([]);
});
