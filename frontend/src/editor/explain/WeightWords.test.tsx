import { expect, test } from "vitest";

import { gradientWords, signWords } from "./WeightWords";

test("the sign of a weight is said by what it does", () => {
  expect(signWords(0.3, "x₁", "unit 2")).toBe("Positive: more of x₁ means more of unit 2");
  expect(signWords(-0.3, "x₁", "unit 2")).toBe("Negative: more of x₁ means less of unit 2");
  expect(signWords(0, "x₁", "unit 2")).toBe("Zero: x₁ does not reach unit 2");
});

test("a gradient is said by where it moves the weight, which is against it", () => {
  expect(gradientWords(0.5)).toMatch(/^Gradient 0.5.*: the last batch wants it smaller$/);
  expect(gradientWords(-0.5)).toMatch(/^Gradient [-−]0.5.*: the last batch wants it larger$/);
  expect(gradientWords(0)).toMatch(/does not move it/);
  expect(gradientWords(null)).toMatch(/first step/);
});
