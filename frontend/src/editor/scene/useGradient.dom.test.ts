import { act, renderHook } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";

import { useRunsState } from "../../store/runs";
import { freshStores } from "../../testing/stores";
import { seriesOf } from "../../testing/values";
import { normsOf, useNorms } from "./useGradient";

const norms = (weight: number | null, gradient: number | null) => ({ weight, gradient });

describe("the norms of some nodes", () => {
  test("of one node are those of the newest point that has them", () => {
    const series = seriesOf(
      { norms: { h: norms(1, 2) } as never },
      { norms: { h: norms(5, null) } as never },
      {},
    );
    expect(normsOf(series, ["h"])).toEqual({ weight: 5, gradient: 2 });
  });

  test("of several nodes are the root of the sum of their squares", () => {
    const series = seriesOf({ norms: { h: norms(3, 6), y: norms(4, 8) } as never });
    expect(normsOf(series, ["h", "y"])).toEqual({ weight: 5, gradient: 10 });
  });

  test("overlook nodes without parameters", () => {
    const series = seriesOf({ norms: { h: norms(3, 6) } as never });
    expect(normsOf(series, ["h", "tanh"])).toEqual({ weight: 3, gradient: 6 });
  });

  test("are unknown before the first point", () => {
    expect(normsOf(seriesOf(), ["h"])).toEqual({ weight: null, gradient: null });
  });
});

describe("a card that follows its norms", () => {
  beforeEach(() => {
    vi.useFakeTimers();
    freshStores();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  const come = (gradient: number) =>
    act(() => {
      useRunsState.setState({ series: seriesOf({ norms: { h: norms(1, gradient) } as never }) });
    });

  test("looks at once when it is drawn", () => {
    useRunsState.setState({ series: seriesOf({ norms: { h: norms(1, 2) } as never }) });
    expect(renderHook(() => useNorms(["h"])).result.current.gradient).toBe(2);
  });

  test("looks half a second after new points, however many came", () => {
    const { result } = renderHook(() => useNorms(["h"]));
    come(1);
    come(2);
    act(() => void vi.advanceTimersByTime(499));
    expect(result.current.gradient).toBeNull();
    act(() => void vi.advanceTimersByTime(1));
    expect(result.current.gradient).toBe(2);
  });

  test("looks no more when it is gone", () => {
    const { unmount } = renderHook(() => useNorms(["h"]));
    come(1);
    unmount();
    expect(vi.getTimerCount()).toBe(0);
  });
});
