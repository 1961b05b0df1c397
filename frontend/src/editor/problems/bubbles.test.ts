import { expect, it } from "vitest";

import { between, boxAt, laidOut, type Bubble } from "./bubbles";
import { meet, type ScreenBox } from "../scene/viewport";

const PANE: ScreenBox = { left: 0, top: 0, right: 820, bottom: 570 };
const TOOLS: ScreenBox = { left: 38, top: 512, right: 138, bottom: 540 };

function bubble(id: string, left: number, top: number, more: Partial<Bubble> = {}): Bubble {
  const card = { left, top, right: left + 110, bottom: top + 160 };
  return { id, card, width: 236, height: 90, ...more };
}

function boxes(bubbles: readonly Bubble[], taken: readonly ScreenBox[] = []): ScreenBox[] {
  const laid = laidOut(
    bubbles,
    PANE,
    taken,
    bubbles.map(({ card }) => card),
  );
  return bubbles.flatMap((one) => {
    const at = laid.get(one.id);
    return at ? [boxAt(one, at)] : [];
  });
}

it("stands below its card", () => {
  expect(boxes([bubble("a", 100, 100)])).toEqual([
    { left: 100, top: 268, right: 336, bottom: 358 },
  ]);
});

it("keeps the words of cards that stand close together apart, and in sight", () => {
  const row = ["a", "b", "c", "d", "e"].map((id, at) => bubble(id, 40 + at * 150, 200));
  const laid = boxes(row);
  expect(laid).toHaveLength(5);
  laid.forEach((box, at) => {
    expect(laid.slice(at + 1).some((other) => meet(box, other))).toBe(false);
    expect(box.left >= 0 && box.right <= 820 && box.top >= 0 && box.bottom <= 570).toBe(true);
  });
});

it("never lies on the tools", () => {
  const [box] = boxes([bubble("a", 40, 340)], [TOOLS]);
  expect(box && meet(box, TOOLS)).toBe(false);
});

it("stays where it stood while that is nearly as good", () => {
  const before = { x: -126, y: 168 };
  const laid = laidOut([bubble("a", 300, 100, { before })], PANE, [], []);
  expect(laid.get("a")).toEqual({ x: 174, y: 268 });
});

it("says nothing of a card that is out of sight", () => {
  expect(boxes([bubble("a", 900, 100)])).toEqual([]);
});

it("joins words to their card where they are nearest", () => {
  const card = { left: 100, top: 100, right: 200, bottom: 200 };
  const below = { left: 150, top: 220, right: 300, bottom: 260 };
  expect(between(below, card)).toEqual([
    { x: 175, y: 220 },
    { x: 175, y: 200 },
  ]);
  const aside = { left: 230, top: 240, right: 300, bottom: 260 };
  expect(between(aside, card)).toEqual([
    { x: 230, y: 240 },
    { x: 200, y: 200 },
  ]);
});
