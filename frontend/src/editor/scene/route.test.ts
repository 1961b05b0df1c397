import { expect, test } from "vitest";

import { aroundPath, routeOf, STRAIGHT } from "./route";
import type { Box } from "./rows";

const box = (left: number, top: number, width = 100, height = 100): Box => ({
  left,
  right: left + width,
  top,
  bottom: top + height,
});
const FROM = box(0, 0);
const TO = box(600, 0);
const route = (...others: Box[]) => routeOf(FROM, TO, [FROM, ...others, TO]);

test("a wire with nothing in its way is straight, however near the cards beside it", () => {
  expect(route()).toBe(STRAIGHT);
  expect(route(box(200, 60), box(200, -160))).toBe(STRAIGHT);
});

test("a wire passes by a card in its way, on the nearer side", () => {
  expect(route(box(200, -20))).toEqual({ kind: "around", height: 96 });
  expect(route(box(200, 20))).toEqual({ kind: "around", height: 4 });
});

test("it keeps clear of all the cards that it passes", () => {
  const cards = [box(200, 20), box(320, -90), box(440, 30)];
  const { height } = route(...cards);
  for (const { top, bottom } of cards) {
    expect(height! <= top - 16 || height! >= bottom + 16).toBe(true);
  }
});

test("a sloping wire is tried where the card is", () => {
  const low = box(600, 400);
  // Half way down in the middle: a card at the height of the start is not in the way there, one in the middle is.
  expect(routeOf(FROM, low, [FROM, low, box(400, 0)]).kind).toBe("straight");
  expect(routeOf(FROM, low, [FROM, low, box(300, 200)]).kind).toBe("around");
});

test("a wire to the left goes back", () => {
  expect(routeOf(TO, FROM, [FROM, TO]).kind).toBe("back");
});

test("the path leaves and arrives level, and is level where it passes", () => {
  expect(aroundPath({ x: 0, y: 0 }, { x: 200, y: 10 }, -50)).toBe(
    "M 0 0 C 20 0, 20 -50, 40 -50 L 160 -50 C 180 -50, 180 10, 200 10",
  );
});
