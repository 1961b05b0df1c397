import { describe, expect, test } from "vitest";

import { EVERYTHING_OPEN, mostOf, resized, SIZES, sizeOf } from "./shellLayout";

const ROOM = 100;
const open = EVERYTHING_OPEN;

describe("a panel that is dragged", () => {
  test("keeps its size, each tab of the strip its own", () => {
    const wide = resized(open, "left", "history", 20, ROOM);
    expect(sizeOf(wide, "left", "ask")).toBe(20);
    const high = resized(wide, "bottom", "insides", 25, ROOM);
    expect(sizeOf(high, "bottom", "insides")).toBe(25);
    expect(sizeOf(high, "bottom", "history")).toBeUndefined();
    expect(sizeOf(high, "left", "history")).toBe(20);
  });

  test("closes when it is dragged to nothing, and comes back with the size it had", () => {
    const wide = resized(open, "right", "history", 30, ROOM);
    const gone = resized(wide, "right", "history", 2, ROOM);
    expect(gone.closed.right).toBe(true);
    expect(sizeOf(gone, "right", "history")).toBe(30);
    expect(resized(gone, "right", "history", 24, ROOM).closed.right).toBe(false);
  });

  test("is not narrower than its least size while it is open", () => {
    const narrow = resized(open, "left", "history", SIZES.left.least - 2, ROOM);
    expect(narrow.closed.left).toBe(false);
    expect(sizeOf(narrow, "left", "history")).toBe(SIZES.left.least);
  });

  test("leaves the network some room, in a small window too", () => {
    expect(sizeOf(resized(open, "bottom", "ask", 90, 40), "bottom", "ask")).toBe(29);
    expect(mostOf("left", 10)).toBe(SIZES.left.least);
  });
});
