import { expect, test } from "vitest";

import { coveredBy, covers, placeBeside } from "./beside";

const WIDTH = 270;

test("a panel lies right of its card where it has room", () => {
  const card = { left: 100, right: 220 };
  const place = placeBeside(card, 800, WIDTH);
  expect(place).toEqual({ left: 236, isDocked: false });
  expect(covers(place, WIDTH, card)).toBe(false);
});

test("it lies left of a card that is far right", () => {
  const card = { left: 600, right: 720 };
  const place = placeBeside(card, 800, WIDTH);
  expect(place).toEqual({ left: 314, isDocked: false });
  expect(covers(place, WIDTH, card)).toBe(false);
});

test("it lies at the right edge where neither side has room, and says how far the card must go", () => {
  const card = { left: 100, right: 400 };
  const place = placeBeside(card, 500, WIDTH);
  expect(place).toEqual({ left: 210, isDocked: true });
  expect(coveredBy(place, card)).toBe(206);
});

test("it stays on the canvas with a card that is out of sight", () => {
  expect(placeBeside({ left: -900, right: -700 }, 800, WIDTH).left).toBe(20);
  expect(placeBeside({ left: 2000, right: 2100 }, 800, WIDTH).left).toBe(510);
});

test("a canvas narrower than the panel has it at its left edge", () => {
  expect(placeBeside({ left: 0, right: 50 }, 200, WIDTH)).toEqual({ left: 0, isDocked: true });
});
