import { renderHook } from "@testing-library/react";
import { expect, test } from "vitest";

import { useSticky } from "./useSticky";

/** The bound after each of these largest values. */
function bounds(...maxima: number[]): number[] {
  const [first = 0, ...later] = maxima;
  const { result, rerender } = renderHook(({ max }) => useSticky(max), {
    initialProps: { max: first },
  });
  return [result.current, ...later.map((max) => (rerender({ max }), result.current))];
}

test("a bound grows at once", () => {
  expect(bounds(1, 1.5, 3)).toEqual([1, 1.5, 3]);
});

test("a bound stays while the values drift, and shrinks once they are below a quarter of it", () => {
  expect(bounds(8, 5, 2.5, 1.9, 1)).toEqual([8, 8, 8, 1.9, 1.9]);
});

test("a bound is kept where there is no number, or nothing but 0", () => {
  expect(bounds(2, NaN, 0, Infinity)).toEqual([2, 2, 2, 2]);
});
