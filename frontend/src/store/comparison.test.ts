import { describe, expect, it } from "vitest";

import type { Down } from "../api/types";
import { runInfo } from "../testing/fakes";
import { point as pointOf } from "../testing/values";
import {
  applyToComparison,
  MOST_COMPARED,
  withoutRun,
  withRun,
  type Comparison,
} from "./comparison";
import { appendPoints, emptySeries } from "./series";

const NOTHING: Comparison = { runs: [], isOpen: false };

function comparing(...ids: string[]): Comparison {
  const open: Comparison = { ...NOTHING, isOpen: true };
  return ids.reduce((state, id) => withRun(state, { id }), open);
}

const point = (seq: number) => pointOf(seq, { epoch: seq, step: seq, train_loss: 1, test_loss: 1 });

function points(run: string, ...seqs: number[]): Down {
  return { type: "points", run, points: seqs.map(point), last_seq: seqs[seqs.length - 1] ?? 0 };
}

const colours = (state: Comparison) => state.runs.map(({ colour }) => colour);
const NOBODY = { run: null, series: emptySeries(null) };

describe("the runs that are compared", () => {
  it("keep their colours when one goes, and the next takes the free one", () => {
    const fewer = withoutRun(comparing("a", "b", "c"), "a");
    expect(colours(fewer)).toEqual([1, 2]);
    expect(colours(withRun(fewer, { id: "d" }))).toEqual([1, 2, 0]);
  });

  it("are each there once, and at most six", () => {
    const six = comparing("a", "b", "c", "d", "e", "f", "g", "a");
    expect(six.runs).toHaveLength(MOST_COMPARED);
    expect(new Set(colours(six)).size).toBe(MOST_COMPARED);
  });

  it("are no comparison any more when one is left", () => {
    expect(withoutRun(comparing("a", "b", "c"), "a").isOpen).toBe(true);
    expect(withoutRun(comparing("a", "b"), "a").isOpen).toBe(false);
  });
});

describe("what comes over the line", () => {
  it("goes to its run, and leaves the others the same objects", () => {
    const before = comparing("a", "b");
    const after = applyToComparison(before, [points("b", 1, 2)], NOBODY);
    expect(after.runs[1]?.series.length).toBe(2);
    expect(after.runs[0]).toBe(before.runs[0]);
  });

  it("of runs that are not compared changes nothing", () => {
    const before = comparing("a", "b");
    expect(applyToComparison(before, [points("z", 1)], NOBODY)).toBe(before);
  });

  it("tells how a run is", () => {
    const run = runInfo("a", { state: "finished" });
    const after = applyToComparison(comparing("a", "b"), [{ type: "run", run }], NOBODY);
    expect(after.runs[0]?.info).toBe(run);
  });

  it("gives the run on the screen its own points, and not twice", () => {
    const run = runInfo("a");
    const series = appendPoints(emptySeries("a"), [point(1), point(2)]);
    const once = applyToComparison(comparing("a", "b"), [points("a", 1, 2)], { run, series });
    expect(once.runs[0]?.series).toBe(series);
    expect(series.seq).toEqual([1, 2]);
  });
});
