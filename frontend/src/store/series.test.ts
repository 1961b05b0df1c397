import { describe, expect, it } from "vitest";

import type { Point } from "../api/types";
import { point as pointOf } from "../testing/values";
import { appendPoints, emptySeries, lastSeq, newestOf } from "./series";

const point = (seq: number, more: Partial<Point> = {}) =>
  pointOf(seq, { kind: "batch", step: seq * 50, ...more });

describe("a series", () => {
  it("takes each point once, in order, whatever comes twice", () => {
    const first = appendPoints(emptySeries("r"), [point(1), point(2)]);
    const again = appendPoints(first, [point(1), point(2), point(3)]);
    expect(again.seq).toEqual([1, 2, 3]);
    expect(again.length).toBe(3);
    expect(lastSeq(again)).toBe(3);
  });

  it("is the same object when nothing new came, another when something did", () => {
    const first = appendPoints(emptySeries("r"), [point(1)]);
    expect(appendPoints(first, [point(1)])).toBe(first);
    expect(appendPoints(first, [point(2)])).not.toBe(first);
  });

  it("takes nothing after a hole", () => {
    const series = appendPoints(emptySeries("r"), [point(1), point(3)]);
    expect(lastSeq(series)).toBe(1);
  });

  it("keeps all columns of one length, with blanks where a point has no number", () => {
    const series = appendPoints(emptySeries("r"), [
      point(1, { kind: "epoch", train_loss: 0.5, metrics: { test_accuracy: 0.9 } }),
      point(2, { batch_loss: "Infinity" }),
      point(3, {
        kind: "epoch",
        train_loss: "NaN",
        metrics: { test_accuracy: 1, test_r2: -1 },
        norms: { h1: { weight: 2, gradient: null } },
      }),
    ]);
    expect(series.train_loss).toEqual([0.5, null, NaN]);
    expect(series.batch_loss).toEqual([null, Infinity, null]);
    expect(series.metrics).toEqual({ test_accuracy: [0.9, null, 1], test_r2: [null, null, -1] });
    expect(series.norms["h1"]).toEqual({ weight: [null, null, 2], gradient: [null, null, null] });
  });

  it("knows its changes and its newest epoch", () => {
    const series = appendPoints(emptySeries("r"), [
      point(1, { kind: "epoch", epoch: 1, train_loss: 0.5 }),
      point(2, { kind: "change", change: { field: "l1", before: 0, after: 1 } }),
    ]);
    expect(series.changes).toEqual([
      { seq: 2, epoch: 0, step: 100, field: "l1", before: 0, after: 1 },
    ]);
    expect(newestOf(series)).toMatchObject({ epoch: 1, train_loss: 0.5, test_loss: null });
    expect(newestOf(emptySeries("r"))).toBeNull();
  });
});
