import { describe, expect, test } from "vitest";

import { runInfo } from "../testing/fakes";
import { changesSince, hasChanges, onlyDataChanged } from "./changes";
import { asDrawn, isContinued, continuedFrom } from "./continuedRun";
import { normalise } from "./graph";

const nothing = () => undefined;

const WEIGHTS = "a".repeat(64);
const DRAWING = normalise({ title: "Mine", data: { type: "painted" }, view: { positions: {} } });
const PAINTED = { ...DRAWING, data: { type: "painted", points: [[0, 0, 1]] } };

describe("a run that goes on", () => {
  test("starts from the weights and says what it is", () => {
    const project = continuedFrom(DRAWING, WEIGHTS);
    expect(project.training.start?.weights).toBe(WEIGHTS);
    expect(isContinued(project)).toBe(true);
    expect(isContinued(DRAWING)).toBe(false);
    expect(isContinued(null)).toBe(false);
  });

  test("is of the drawing it was made of, and does not count as another", () => {
    const project = continuedFrom(DRAWING, WEIGHTS);
    expect(asDrawn(project)).toEqual(DRAWING);
    expect(asDrawn(DRAWING)).toBe(DRAWING);
    expect(hasChanges(changesSince(DRAWING, project, runInfo("r"), nothing))).toBe(false);
  });

  test("a start that the person chose is kept, and counts", () => {
    const start = { weights: "b".repeat(64), nodes: null };
    const chosen = { ...DRAWING, training: { ...DRAWING.training, start } };
    expect(asDrawn(continuedFrom(chosen, WEIGHTS))).toEqual(chosen);
    expect(hasChanges(changesSince(DRAWING, chosen, runInfo("r"), nothing))).toBe(true);
  });

  test("of more epochs has a title and a number of epochs of its own, and is of the same drawing", () => {
    const drawn = { ...DRAWING, training: { ...DRAWING.training, epochs: 500 } };
    const project = continuedFrom(drawn, WEIGHTS, { epochs: 100, title: "100 epochs more" });
    expect(project).toMatchObject({ title: "100 epochs more", training: { epochs: 100 } });
    expect(asDrawn(project)).toEqual(drawn);
    expect(hasChanges(changesSince(drawn, project, runInfo("r"), nothing))).toBe(false);
  });

  test("is made where only the data are other", () => {
    const run = runInfo("r");
    expect(onlyDataChanged(changesSince(PAINTED, DRAWING, run, nothing))).toBe(true);
    expect(onlyDataChanged(changesSince(DRAWING, DRAWING, run, nothing))).toBe(false);
    const larger = { ...PAINTED, training: { ...PAINTED.training, batch_size: 4 } };
    expect(onlyDataChanged(changesSince(larger, DRAWING, run, nothing))).toBe(false);
  });
});
