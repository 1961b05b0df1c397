import { expect, test } from "vitest";

import { drawingOf } from "./cards";
import { placed, tidied } from "./layout";

const nodes = ["x", "a", "b", "sum"].map((id) => ({ id, layer: { type: id }, trainable: true }));
const edges = [
  { source: "x", target: "a", handle: 0 },
  { source: "x", target: "b", handle: 0 },
  { source: "a", target: "sum", handle: 0 },
  { source: "b", target: "sum", handle: 1 },
];
const drawing = drawingOf({ network: { nodes, edges }, view: {} }, () => false);
const size = () => ({ width: 100, height: 200 });

test("a network flows from left to right, its branches below one another", () => {
  const at = tidied(drawing, size);
  expect(at["x"]?.[0]).toBeLessThan(at["a"]?.[0] ?? 0);
  expect(at["a"]?.[0]).toBe(at["b"]?.[0]);
  expect(at["a"]?.[0]).toBeLessThan(at["sum"]?.[0] ?? 0);
  expect(Math.abs((at["a"]?.[1] ?? 0) - (at["b"]?.[1] ?? 0))).toBeGreaterThanOrEqual(200);
  expect(at["x"]?.[1]).toBeCloseTo(at["sum"]?.[1] ?? NaN);
});

test("cards keep the places they have, and those without one stand right of what feeds them", () => {
  const own = { x: [0, 7], a: [300, 7], b: [300, 400] } as const;
  const at = placed(drawing, own, size);
  expect(at).toMatchObject(own);
  expect(at["sum"]?.[0]).toBeGreaterThan(400);
});
