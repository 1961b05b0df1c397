import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { throttle } from "./throttle";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

test("a hundred calls in a second act eleven times and end with the newest", () => {
  const seen: number[] = [];
  const { call } = throttle((value: number) => seen.push(value), 100);
  for (let at = 0; at < 100; at += 1) {
    call(at);
    vi.advanceTimersByTime(10);
  }
  vi.advanceTimersByTime(100);
  expect(seen.length).toBeLessThanOrEqual(11);
  expect(seen.at(-1)).toBe(99);
});

test("a call that waits can be forgotten", () => {
  const act = vi.fn();
  const { call, cancel } = throttle(act, 100);
  call(1);
  cancel();
  vi.advanceTimersByTime(1000);
  expect(act).not.toHaveBeenCalled();
});
