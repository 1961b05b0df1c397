import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import type { ProbeJson } from "../api/types";
import { FrameStore } from "../store/frameStore";
import { WatchSync } from "./watchSync";

const WEIGHTS = { type: "weights" };
const CURVE = { type: "curve" };

let frameStore: FrameStore;
let sync: WatchSync;
let shown: string | null;
let followed: string[];
const watch = vi.fn<(run: string, probes: readonly ProbeJson[]) => void>();

/** Looks at a probe; gives how to look away. */
const look = (probe: ProbeJson, run: string | null = null) =>
  frameStore.watch(probe, () => undefined, run);
const sentLists = () => {
  const calls = watch.mock.calls.map(([run, probes]) => [run, probes.map(({ type }) => type)]);
  watch.mockClear();
  return calls;
};

beforeEach(() => {
  vi.useFakeTimers();
  watch.mockClear();
  shown = "r";
  followed = [];
  frameStore = new FrameStore();
  sync = new WatchSync({
    frameStore,
    shown: () => shown,
    follows: (run) => followed.includes(run),
    watch,
  });
  frameStore.whenInterestChanges(() => sync.soon());
});
afterEach(() => vi.useRealTimers());

describe("the probes that are looked at", () => {
  it("are told together a moment later", () => {
    look(WEIGHTS);
    look(CURVE);
    expect(sentLists()).toEqual([]);
    vi.advanceTimersByTime(40);
    expect(sentLists()).toEqual([["r", ["weights", "curve"]]]);
  });

  it("are told each once, though the run is looked at by name too", () => {
    look(WEIGHTS);
    look({ ...WEIGHTS }, "r");
    sync.now();
    expect(sentLists()).toEqual([["r", ["weights"]]]);
  });

  it("that nobody looks at any more are taken back", () => {
    const leave = look(WEIGHTS);
    sync.now();
    sentLists();
    leave();
    vi.advanceTimersByTime(40);
    expect(sentLists()).toEqual([["r", []]]);
  });

  it("are told of a run beside the shown one only while it is followed", () => {
    look(WEIGHTS, "beside");
    sync.now();
    expect(sentLists()).toEqual([["r", []]]);
    followed = ["beside"];
    sync.now();
    expect(sentLists()).toEqual(expect.arrayContaining([["beside", ["weights"]]]));
  });

  it("of a run that is followed are taken back when nobody looks there", () => {
    followed = ["beside"];
    const leave = look(WEIGHTS, "beside");
    sync.now();
    sentLists();
    leave();
    sync.now();
    expect(sentLists()).toEqual(expect.arrayContaining([["beside", []]]));
    sync.now();
    expect(sentLists()).toEqual([["r", []]]);
  });

  it("are told of nobody where there is no run", () => {
    shown = null;
    look(WEIGHTS);
    sync.now();
    expect(sentLists()).toEqual([]);
  });

  it("are not told after the page was closed", () => {
    look(WEIGHTS);
    sync.close();
    vi.advanceTimersByTime(1_000);
    expect(sentLists()).toEqual([]);
  });
});
