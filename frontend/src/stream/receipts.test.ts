import { afterEach, beforeEach, expect, it, vi } from "vitest";

import { Receipts } from "./receipts";

let calls: number[];
let rests: number[];
let receipts: Receipts;

beforeEach(() => {
  vi.useFakeTimers();
  calls = [];
  rests = [];
  receipts = new Receipts((frames, restedMs) => {
    calls.push(frames);
    rests.push(restedMs);
  });
});
afterEach(() => {
  receipts.stop();
  vi.useRealTimers();
});

it("tells of the first frame at once, and of few bytes four times a second", () => {
  receipts.came("hello");
  expect(calls).toEqual([1]);
  for (let frame = 0; frame < 100; frame += 1) {
    receipts.came("status");
    vi.advanceTimersByTime(10);
  }
  expect(calls.length).toBeLessThan(7);
  vi.advanceTimersByTime(300);
  expect(calls.at(-1)).toBe(101);
});

it("tells of much soon, and of a steady flood about eight times a second", () => {
  for (let at = 0; at < 2_000; at += 5) {
    receipts.came(new ArrayBuffer(5_000));
    vi.advanceTimersByTime(5);
  }
  const early = calls.length;
  expect(early).toBeGreaterThan(8);
  expect(early).toBeLessThan(40);
});

it("tells at once in a hidden tab, whose timers sleep", () => {
  vi.stubGlobal("document", { visibilityState: "hidden" });
  for (let frame = 1; frame < 5; frame += 1) {
    receipts.came("status");
    expect(calls.at(-1)).toBe(frame);
  }
  vi.unstubAllGlobals();
});

it("says how long the page was too busy to see what had come, and to tell of it", () => {
  vi.advanceTimersByTime(1_000);
  receipts.came("seen at once");
  expect(rests).toEqual([0]);
  const now = performance.now.bind(performance);
  const clock = vi.spyOn(performance, "now").mockImplementation(() => now() + 3_000); // one long task
  receipts.came("seen late");
  expect(rests[1]).toBeGreaterThan(2_800);
  expect(rests[1]).toBeLessThanOrEqual(3_000);
  vi.advanceTimersByTime(200);
  receipts.came("seen at once again");
  receipts.came("told a little later");
  vi.advanceTimersByTime(400);
  expect(rests.at(-1)).toBeGreaterThan(0);
  expect(rests.at(-1)).toBeLessThanOrEqual(250);
  clock.mockRestore();
});
