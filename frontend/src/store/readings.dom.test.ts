import { act, renderHook } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { sampleOf } from "../testing/readings";
import { frameOf, freshStores, measured } from "../testing/stores";
import { frameStore, useFrame, useFrameLately, watchFrame } from "./readings";

const probe = { type: "weights", node: "h" };
const matrix = sampleOf("matrix");

beforeEach(() => {
  vi.useFakeTimers();
  freshStores();
});
afterEach(() => vi.useRealTimers());

describe("a probe that is looked at", () => {
  it("is asked for while somebody looks, and no longer", () => {
    const { unmount } = renderHook(() => useFrame(probe));
    expect(frameStore.probes()).toEqual([probe]);
    unmount();
    vi.advanceTimersByTime(60_000);
    frameStore.prune();
    expect(frameStore.probes()).toEqual([]);
  });

  it("shows every new frame", () => {
    const { result } = renderHook(() => useFrame(probe));
    expect(result.current.frame).toBeUndefined();
    act(() => measured(probe, matrix));
    expect(result.current.frame?.readings).toEqual([matrix]);
  });

  it("is the same probe where its settings are the same", () => {
    const { result, rerender } = renderHook(() => useFrame({ ...probe }));
    act(() => measured({ node: "h", type: "weights" }, matrix));
    const { frame } = result.current;
    rerender();
    expect(result.current.frame).toBe(frame);
    expect(frame).toBeDefined();
  });

  it("that is nothing asks for nothing", () => {
    const { result } = renderHook(() => useFrame(null));
    expect(frameStore.probes()).toEqual([]);
    expect(result.current).toEqual({ frame: undefined, problem: undefined });
  });

  it("gives way to another probe of the same component", () => {
    const other = { type: "weights", node: "x" };
    const { result, rerender } = renderHook(({ of }) => useFrame(of), {
      initialProps: { of: probe },
    });
    act(() => measured(probe, matrix));
    rerender({ of: other });
    expect(result.current.frame).toBeUndefined();
  });
});

it("words are told ten times a second, the last one too", () => {
  const { result } = renderHook(() => useFrameLately(probe));
  act(() => measured(probe, matrix));
  act(() => measured(probe, matrix, matrix));
  expect(result.current.frame?.readings).toHaveLength(1);
  act(() => void vi.advanceTimersByTime(100));
  expect(result.current.frame?.readings).toHaveLength(2);
});

it("a canvas gets what is known at once, then every frame, until it looks away", () => {
  const seen: unknown[] = [];
  const leave = watchFrame(probe, ({ frame }) => void seen.push(frame));
  const frames = [frameOf(probe, [matrix]), frameOf(probe, [])];
  frameStore.take(frames.slice(0, 1));
  vi.advanceTimersByTime(50);
  leave();
  frameStore.take(frames.slice(1));
  vi.advanceTimersByTime(50);
  expect(seen).toEqual([undefined, frames[0]]);
});
