import { expect, test } from "vitest";

import { aligned } from "./guides";
import type { Box } from "./rows";

const box = (left: number, top: number, width = 100, height = 80): Box => ({
  left,
  right: left + width,
  top,
  bottom: top + height,
});

test("a card near the middle of another moves onto its line, which reaches over both", () => {
  const { shift, guides } = aligned(box(300, 14, 100, 60), [box(0, 0)], 6);
  expect(shift).toEqual([0, -4]);
  expect(guides).toEqual([{ kind: "level", at: 40, from: 0, to: 400 }]);
});

test("out of reach nothing moves", () => {
  expect(aligned(box(300, 47), [box(0, 0)], 6)).toEqual({ shift: [0, 0], guides: [] });
});

test("left sides stand in line as well, and both ways at once", () => {
  const { shift, guides } = aligned(box(2, 203, 140), [box(0, 0), box(500, 200)], 6);
  expect(shift).toEqual([-2, -3]);
  expect(guides.map(({ kind, at }) => [kind, at])).toEqual([
    ["level", 240],
    ["upright", 0],
  ]);
});

test("of two lines the nearer one is taken", () => {
  expect(aligned(box(300, 5), [box(0, 0), box(150, 7)], 6).shift).toEqual([0, 2]);
});
