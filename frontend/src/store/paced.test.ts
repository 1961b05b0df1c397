import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { paced } from "./paced";

let changed: ((isUrgent: boolean) => void) | null;
const follow = (call: (isUrgent: boolean) => void) => {
  changed = call;
  return () => (changed = null);
};

beforeEach(() => {
  changed = null;
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
});
afterEach(() => vi.useRealTimers());

test("a hundred changes in a second are told five times, to all at the same time, the last one too", () => {
  const notified: string[] = [];
  const subscribe = paced(follow, 250);
  subscribe(() => notified.push("chart"));
  subscribe(() => notified.push("strip"));
  for (let at = 0; at < 100; at += 1) {
    changed?.(false);
    vi.advanceTimersByTime(10);
  }
  vi.advanceTimersByTime(250);
  expect(notified).toEqual(Array.from({ length: 5 }, () => ["chart", "strip"]).flat());
});

test("what is urgent is told at once, and nothing is told twice", () => {
  const listener = vi.fn();
  paced(follow, 250)(listener);
  changed?.(false);
  changed?.(false);
  changed?.(true);
  expect(listener).toHaveBeenCalledTimes(2);
  vi.advanceTimersByTime(1000);
  expect(listener).toHaveBeenCalledTimes(2);
});

test("who left is told nothing, and when all left nothing is followed", () => {
  const [first, second] = [vi.fn(), vi.fn()];
  const subscribe = paced(follow, 250);
  const leaveFirst = subscribe(first);
  const leaveSecond = subscribe(second);
  changed?.(false);
  leaveFirst();
  changed?.(false);
  vi.advanceTimersByTime(250);
  expect([first.mock.calls.length, second.mock.calls.length]).toEqual([1, 2]);
  changed?.(false);
  leaveSecond();
  vi.advanceTimersByTime(1000);
  expect(second).toHaveBeenCalledTimes(2);
  expect(changed).toBeNull();
});
