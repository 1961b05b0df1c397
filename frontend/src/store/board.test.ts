import { describe, expect, it, vi } from "vitest";

import type { Frame } from "../api/reading";
import { Board } from "./board";

const WEIGHTS = { type: "weights" };

function frame(run: string, step: number): Frame {
  return { run, probe: "weights()", step, epoch: 0, readings: [] };
}

describe("the board", () => {
  it("tells whoever looks at a probe, and nobody else", () => {
    const board = new Board();
    const draw = vi.fn();
    const away = board.watch(WEIGHTS, draw);
    board.take([frame("r", 1)]);
    expect(draw).toHaveBeenCalledTimes(1);
    expect(board.look("weights()").frame?.step).toBe(1);
    away();
    board.take([frame("r", 2)]);
    expect(draw).toHaveBeenCalledTimes(1);
  });

  it("asks for a probe once, however many look at it", () => {
    const interest = vi.fn();
    const board = new Board(interest);
    const first = board.watch(WEIGHTS, () => undefined);
    const second = board.watch({ ...WEIGHTS }, () => undefined);
    expect(board.probes()).toEqual([WEIGHTS]);
    expect(interest).toHaveBeenCalledTimes(1);
    first();
    expect(interest).toHaveBeenCalledTimes(1);
    second();
    expect(interest).toHaveBeenCalledTimes(2);
    expect(board.probes()).toEqual([]);
  });

  it("keeps what was seen over a moment in which nobody looks", () => {
    const board = new Board();
    board.watch(WEIGHTS, () => undefined)();
    board.take([frame("r", 1)]);
    board.watch(WEIGHTS, () => undefined);
    board.prune();
    expect(board.look("weights()").frame?.step).toBe(1);
  });

  it("says why a probe could not measure until it can", () => {
    const board = new Board();
    board.take([frame("r", 1)]);
    board.fail("weights()", "there are no weights");
    expect(board.look("weights()")).toEqual({ frame: undefined, problem: "there are no weights" });
    board.take([frame("r", 2)]);
    expect(board.look("weights()").problem).toBeUndefined();
  });

  it("forgets other runs' pictures", () => {
    const board = new Board();
    const draw = vi.fn();
    board.watch(WEIGHTS, draw);
    board.take([frame("old", 1)]);
    board.keepOnly("new");
    expect(board.look("weights()").frame).toBeUndefined();
    expect(draw).toHaveBeenCalledTimes(2);
  });

  it("asks for nothing while the tab is hidden", () => {
    const board = new Board();
    board.watch(WEIGHTS, () => undefined);
    board.setAway(true);
    expect(board.probes()).toEqual([]);
    board.setAway(false);
    expect(board.probes()).toEqual([WEIGHTS]);
  });

  it("shows a frame to those who look at its run by name, and as the one on the screen", () => {
    const board = new Board();
    const named = vi.fn();
    board.watch(WEIGHTS, () => undefined);
    board.take([frame("r", 1)]);
    board.watch(WEIGHTS, named, "r");
    board.watch(WEIGHTS, () => undefined, "other");
    board.share("r");
    expect(board.look("weights()", "r").frame?.step).toBe(1);
    expect(named).toHaveBeenCalledTimes(1);
    board.takeNamed([frame("other", 5), frame("nobody", 6)]);
    board.share("other");
    expect(board.look("weights()").frame?.run).toBe("other");
    board.keepOnly("other");
    expect(board.look("weights()", "r").frame?.step).toBe(1);
    expect(board.probes("r")).toEqual([WEIGHTS]);
    expect(board.namedRuns()).toEqual(["r", "other"]);
  });
});
