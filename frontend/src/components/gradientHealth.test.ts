import { expect, test } from "vitest";

import { gradientHealth, gradientSentence, gradientShare } from "./gradientHealth";

test("each size of gradient has its verdict", () => {
  expect([null, NaN, Infinity, 0, 1e-9, 1e-3, 100].map(gradientHealth)).toEqual([
    "none",
    "broken",
    "broken",
    "vanishing",
    "vanishing",
    "healthy",
    "exploding",
  ]);
});

test("the bar grows with the power of ten", () => {
  expect(gradientShare(1e-3)).toBeCloseTo(0.5);
  expect(gradientShare(1e9)).toBe(1);
  expect([null, 0, NaN].map(gradientShare)).toEqual([0, 0, 0]);
});

test("a bad gradient says what to do", () => {
  expect(gradientSentence(50)).toContain("lower the learning rate");
  expect(gradientSentence(null)).toBe("Gradient: not measured yet");
});
