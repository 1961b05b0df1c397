import { beforeEach, describe, expect, it } from "vitest";

import type { Down, RunInfo } from "../api/types";
import { runInfo } from "../testing/fakes";
import { freshStores } from "../testing/stores";
import { point, seriesOf } from "../testing/values";
import { applyMessages, leavesHole } from "./apply";
import { useMessages } from "./messages";
import { useRunsState, type RunsState } from "./runs";

const listed = (...runs: RunInfo[]): Partial<RunsState> => ({ runs });
const after = (more: Partial<RunsState>, ...messages: Down[]) =>
  applyMessages({ ...useRunsState.getInitialState(), ...more }, messages);

const hello = (version: string): Down => ({ type: "hello", version, instance: "a" });
const points = (run: string, ...seqs: number[]): Down => ({
  type: "points",
  run,
  points: seqs.map((seq) => point(seq)),
  last_seq: seqs.at(-1) ?? 0,
});

beforeEach(freshStores);

describe("a message of the server", () => {
  it("lists the runs anew", () => {
    const runs = [runInfo("b"), runInfo("a")];
    expect(after(listed(runInfo("gone")), { type: "runs", runs }).runs).toBe(runs);
  });

  it("puts what changed into the list, newest first, and takes away what is gone", () => {
    const [old, gone, kept] = [
      runInfo("old", { created: "2026-01-01" }),
      runInfo("gone", { created: "2026-01-02" }),
      runInfo("kept", { created: "2026-01-03" }),
    ];
    const newest = runInfo("new", { created: "2026-01-04" });
    const runs = [newest, { ...old, step: 8 }];
    const state = after(listed(kept, gone, old), { type: "listed", runs, gone: ["gone"] });
    expect(state.runs.map(({ id, step }) => [id, step])).toEqual([
      ["new", 0],
      ["kept", 0],
      ["old", 8],
    ]);
  });

  it("leaves the list as it is where nothing in it changed", () => {
    const before = listed(runInfo("a"));
    const state = after(before, { type: "listed", runs: [], gone: ["a draft"] });
    expect(state.runs).toBe(before.runs);
  });

  it("changes one run in the list and on the screen", () => {
    const news = runInfo("r", { step: 8 });
    const state = after(
      { ...listed(runInfo("other"), runInfo("r")), run: runInfo("r") },
      { type: "run", run: news },
    );
    expect(state.run).toBe(news);
    expect(state.runs.map(({ step }) => step)).toEqual([0, 8]);
  });

  it("of a run that is not listed lists nothing", () => {
    expect(after({}, { type: "run", run: runInfo("r") }).runs).toEqual([]);
  });

  it("of another run leaves the one on the screen as it is", () => {
    const shown = runInfo("r");
    const state = after({ run: shown }, { type: "run", run: runInfo("other") });
    expect(state.run).toBe(shown);
  });

  it("brings points to the run on the screen only", () => {
    const before = { run: runInfo("r"), series: seriesOf() };
    expect(after(before, points("r", 1, 2)).series.length).toBe(2);
    expect(after(before, points("other", 1, 2)).series.length).toBe(0);
  });

  it("says where the run on the screen is, of no other", () => {
    const of = (run: string): Down => ({
      type: "status",
      run,
      epoch: 1,
      step: 9,
      batch_loss: null,
      steps_per_second: 3,
    });
    expect(after({ run: runInfo("r") }, of("r")).live.status?.step).toBe(9);
    expect(after({ run: runInfo("r") }, of("other")).live).toEqual({});
  });

  it("tells of a new version only where there was an older one", () => {
    expect(after({}, hello("1"))).toMatchObject({ version: "1", newVersion: null });
    expect(after({}, hello("1"), hello("1")).newVersion).toBeNull();
    expect(after({}, hello("1"), hello("2"))).toMatchObject({ version: "1", newVersion: "2" });
  });

  it("that says why saving is delayed is kept until one says that it goes on, or another line is open", () => {
    const delayed = "Saving is delayed. The disk is full.";
    expect(after({}, heartbeat(delayed)).delayed).toBe(delayed);
    expect(after({}, heartbeat(delayed), heartbeat(null)).delayed).toBeNull();
    expect(after({}, heartbeat(delayed), hello("1")).delayed).toBeNull();
  });

  it("that means nothing to the runs leaves the same state", () => {
    const before = useRunsState.getInitialState();
    expect(applyMessages(before, [heartbeat(null)])).toBe(before);
  });

  it("that is new to this page is told, and those beside it are not lost", () => {
    const strange = { type: "weather" } as unknown as Down;
    const state = after({ run: runInfo("r"), series: seriesOf() }, strange, points("r", 1));
    expect(state.series.length).toBe(1);
    expect(useMessages.getState().messages[0]?.sentence).toContain("“weather”");
  });
});

function heartbeat(delayed: string | null): Down {
  return { type: "heartbeat", delayed, code: delayed && "store.saving_delayed", values: {} };
}

describe("points that came", () => {
  const here = seriesOf({}, {}, {});

  it("leave a hole where some before them are missing", () => {
    expect(leavesHole(here, [points("r", 5, 6)])).toBe(true);
  });

  it("leave none where they were taken, or are known", () => {
    expect(leavesHole(here, [points("r", 2, 3)])).toBe(false);
    expect(leavesHole(here, [points("r")])).toBe(false);
  });

  it("leave none in the points of another run", () => {
    expect(leavesHole(here, [points("other", 9)])).toBe(false);
  });
});
