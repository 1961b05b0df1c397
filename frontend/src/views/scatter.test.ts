import { expect, test } from "vitest";

import { floats } from "../testing/readings";
import { planeOf } from "./scatter.view";

test("the axes of a plane take in the ellipses, not only their middles", () => {
  const plane = planeOf({
    kind: "scatter",
    path: "",
    facts: { groups: [] },
    tensors: {
      group: floats([2]),
      points: floats([2, 2], -0.1, 0, 0.1, 0),
      ellipses: floats([2, 4], -0.1, 0, 1, 2, 0.1, 0, 1, 2),
    },
  });
  expect(plane.x[0]).toBeLessThanOrEqual(-1.1);
  expect(plane.x[1]).toBeGreaterThanOrEqual(1.1);
  expect(plane.y[0]).toBeLessThanOrEqual(-2);
  expect(plane.y[1]).toBeGreaterThanOrEqual(2);
});
