import { describe, expect, it, vi } from "vitest";

import type { Frame } from "../api/reading";
import { FrameStore } from "./frameStore";

const WEIGHTS = { type: "weights" };

function frame(run: string, step: number): Frame {
  return { run, probe: "weights()", step, epoch: 0, readings: [] };
}

describe("the frame store", () => {
  it("tells whoever looks at a probe, and nobody else", () => {
    const frameStore = new FrameStore();
    const draw = vi.fn();
    const away = frameStore.watch(WEIGHTS, draw);
    frameStore.take([frame("r", 1)]);
    expect(draw).toHaveBeenCalledTimes(1);
    expect(frameStore.latestOf("weights()").frame?.step).toBe(1);
    away();
    frameStore.take([frame("r", 2)]);
    expect(draw).toHaveBeenCalledTimes(1);
  });

  it("asks for a probe once, however many look at it", () => {
    const interest = vi.fn();
    const frameStore = new FrameStore(interest);
    const first = frameStore.watch(WEIGHTS, () => undefined);
    const second = frameStore.watch({ ...WEIGHTS }, () => undefined);
    expect(frameStore.probes()).toEqual([WEIGHTS]);
    expect(interest).toHaveBeenCalledTimes(1);
    first();
    expect(interest).toHaveBeenCalledTimes(1);
    second();
    expect(interest).toHaveBeenCalledTimes(2);
    expect(frameStore.probes()).toEqual([]);
  });

  it("keeps what was seen over a moment in which nobody looks", () => {
    const frameStore = new FrameStore();
    frameStore.watch(WEIGHTS, () => undefined)();
    frameStore.take([frame("r", 1)]);
    frameStore.watch(WEIGHTS, () => undefined);
    frameStore.prune();
    expect(frameStore.latestOf("weights()").frame?.step).toBe(1);
  });

  it("says why a probe could not measure until it can", () => {
    const frameStore = new FrameStore();
    frameStore.take([frame("r", 1)]);
    frameStore.fail("weights()", "there are no weights");
    expect(frameStore.latestOf("weights()")).toEqual({
      frame: undefined,
      problem: "there are no weights",
    });
    frameStore.take([frame("r", 2)]);
    expect(frameStore.latestOf("weights()").problem).toBeUndefined();
  });

  it("forgets other runs' pictures", () => {
    const frameStore = new FrameStore();
    const draw = vi.fn();
    frameStore.watch(WEIGHTS, draw);
    frameStore.take([frame("old", 1)]);
    frameStore.keepOnly("new");
    expect(frameStore.latestOf("weights()").frame).toBeUndefined();
    expect(draw).toHaveBeenCalledTimes(2);
  });

  it("asks for nothing while the tab is hidden", () => {
    const frameStore = new FrameStore();
    frameStore.watch(WEIGHTS, () => undefined);
    frameStore.setAway(true);
    expect(frameStore.probes()).toEqual([]);
    frameStore.setAway(false);
    expect(frameStore.probes()).toEqual([WEIGHTS]);
  });

  it("shows a frame to those who look at its run by name, and as the one on the screen", () => {
    const frameStore = new FrameStore();
    const named = vi.fn();
    frameStore.watch(WEIGHTS, () => undefined);
    frameStore.take([frame("r", 1)]);
    frameStore.watch(WEIGHTS, named, "r");
    frameStore.watch(WEIGHTS, () => undefined, "other");
    frameStore.share("r");
    expect(frameStore.latestOf("weights()", "r").frame?.step).toBe(1);
    expect(named).toHaveBeenCalledTimes(1);
    frameStore.takeNamed([frame("other", 5), frame("nobody", 6)]);
    frameStore.share("other");
    expect(frameStore.latestOf("weights()").frame?.run).toBe("other");
    frameStore.keepOnly("other");
    expect(frameStore.latestOf("weights()", "r").frame?.step).toBe(1);
    expect(frameStore.probes("r")).toEqual([WEIGHTS]);
    expect(frameStore.namedRuns()).toEqual(["r", "other"]);
  });
});
