import { act, renderHook } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";

import type { ProbeJson } from "../../api/types";
import type { Measured } from "../../session/session";
import { freshStores, given } from "../../testing/stores";
import { sampleOf } from "../../testing/readings";
import { useExact } from "./useExact";

const measure = vi.fn<(probe: ProbeJson) => Promise<Measured>>();
const READING = sampleOf("scalar");
const at = (place: number): ProbeJson => ({ type: "unit_value", place });

beforeEach(() => {
  freshStores();
  vi.useFakeTimers();
  measure.mockReset().mockResolvedValue({
    reading: READING,
    readings: [READING],
    run: "r",
    step: 7,
    epoch: 0,
  });
  given({ session: { measure } });
});
afterEach(() => {
  vi.useRealTimers();
});

const rest = () => act(() => vi.advanceTimersByTimeAsync(120));
const asking = (first: ProbeJson | null) =>
  renderHook(({ probe }) => useExact(probe), { initialProps: { probe: first } });

test("the number comes with its step once the pointer rests", async () => {
  const { result } = asking(at(1));
  expect(result.current).toBeNull();
  await rest();
  expect(result.current).toMatchObject({ reading: READING, step: 7 });
});

test("a pointer that moves on asks only where it comes to rest", async () => {
  const { rerender } = asking(at(1));
  await act(() => vi.advanceTimersByTimeAsync(100));
  rerender({ probe: at(2) });
  await rest();
  expect(measure.mock.calls).toEqual([[at(2)]]);
});

test("the number of another place is not shown for this one", async () => {
  const { result, rerender } = asking(at(1));
  await rest();
  rerender({ probe: at(2) });
  expect(result.current).toBeNull();
});

test("the same place is not asked again when it is only rendered again", async () => {
  const { rerender } = asking(at(1));
  await rest();
  rerender({ probe: at(1) });
  await rest();
  expect(measure).toHaveBeenCalledOnce();
});

test("where nothing is pointed at, nothing is asked", async () => {
  const { result } = asking(null);
  await rest();
  expect(measure).not.toHaveBeenCalled();
  expect(result.current).toBeNull();
});

test("a number that cannot be had leaves none", async () => {
  measure.mockRejectedValue(new Error("the run is gone"));
  const { result } = asking(at(1));
  await rest();
  expect(result.current).toBeNull();
});
