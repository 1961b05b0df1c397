import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { cancelDrawing, drawNextFrame } from "./frame";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

test("however often it asks, an owner is drawn once a frame, with its newest request", () => {
  const owner = {};
  const drawn: number[] = [];
  for (const value of [1, 2, 3]) drawNextFrame(owner, () => drawn.push(value));
  vi.advanceTimersToNextFrame();
  vi.advanceTimersToNextFrame();
  expect(drawn).toEqual([3]);
});

test("a request can be taken back", () => {
  const owner = {};
  const draw = vi.fn();
  drawNextFrame(owner, draw);
  cancelDrawing(owner);
  vi.advanceTimersToNextFrame();
  expect(draw).not.toHaveBeenCalled();
});

test("a drawing that fails does not keep the others from the screen", () => {
  const report = vi.fn();
  vi.stubGlobal("reportError", report);
  const draw = vi.fn();
  drawNextFrame({}, () => {
    throw new Error("no");
  });
  drawNextFrame({}, draw);
  vi.advanceTimersToNextFrame();
  expect(draw).toHaveBeenCalledOnce();
  expect(report).toHaveBeenCalledOnce();
});
