import { expect, test } from "vitest";

import { withinWindow } from "./withinWindow";

const size = { width: 300, height: 200 };

test("a box opens where it was asked for, and is moved only as far as it must", () => {
  expect(withinWindow({ x: 100, y: 50 }, size)).toEqual({ left: 100, top: 50 });
  const { left, top } = withinWindow({ x: 5000, y: 5000 }, size);
  expect(left + size.width).toBeLessThan(window.innerWidth);
  expect(top + size.height).toBeLessThan(window.innerHeight);
});

test("a box that is larger than the window begins at its edge", () => {
  const place = withinWindow({ x: 100, y: 50 }, { width: 5000, height: 5000 });
  expect(place).toEqual({ left: 8, top: 8 });
});
