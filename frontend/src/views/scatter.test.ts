import { expect, test } from "vitest";

import type { Tensor } from "../api/reading";
import { planeOf } from "./scatter.view";

const floats = (shape: readonly number[], ...values: number[]): Tensor => ({
  dtype: "float32",
  shape,
  scale: null,
  data: Float32Array.from(values),
});

test("the axes of a plane take in the ellipses, not only their middles", () => {
  const plane = planeOf({
    kind: "scatter",
    path: "",
    facts: {},
    tensors: {
      points: floats([2, 2], -0.1, 0, 0.1, 0),
      ellipses: floats([2, 4], -0.1, 0, 1, 2, 0.1, 0, 1, 2),
    },
  });
  expect(plane.x[0]).toBeLessThanOrEqual(-1.1);
  expect(plane.x[1]).toBeGreaterThanOrEqual(1.1);
  expect(plane.y[0]).toBeLessThanOrEqual(-2);
  expect(plane.y[1]).toBeGreaterThanOrEqual(2);
});
