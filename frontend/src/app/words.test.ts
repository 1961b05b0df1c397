import { describe, expect, it } from "vitest";

import type { Status } from "../api/types";
import { runInfo } from "../testing/fakes";
import { counter, grouped, placeOf, speedWord, stateSentence, stateWord } from "./words";

const status: Status = {
  type: "status",
  run: "r",
  epoch: 3,
  step: 30,
  batch_loss: null,
  steps_per_second: 1234.5,
};

describe("the counter", () => {
  it("is as wide at the start as at the end", () => {
    expect([0, 412, 10_300, 1_000_000].map(counter)).toEqual([
      "000,000",
      "000,412",
      "010,300",
      "1,000,000",
    ]);
    expect(grouped(2140)).toBe("2,140");
    expect([0.5, 9.94, 2140.3].map(speedWord)).toEqual(["0.5", "9.9", "2,140"]);
  });

  it("takes the newest of what is known, and no speed of a run that rests", () => {
    const run = runInfo("r", { state: "running", epoch: 2, step: 20 });
    expect(placeOf(run, status)).toEqual({ epoch: 3, step: 30, stepsPerSecond: 1234.5 });
    expect(placeOf({ ...run, state: "finished", epoch: 9, step: 90 }, status)).toEqual({
      epoch: 9,
      step: 90,
      stepsPerSecond: null,
    });
    expect(placeOf(runInfo("other"), status).step).toBe(0);
    expect(placeOf(null, null).epoch).toBe(0);
  });
});

describe("the state of a run", () => {
  it("is a word, and a sentence with its reason", () => {
    expect(stateWord(runInfo("r", { draft: true }))).toBe("ready");
    expect(stateWord(runInfo("r", { state: "running", draft: true }))).toBe("training");
    const failed = runInfo("r", { state: "failed", epoch: 2, step: 9, reason: "The loss is NaN." });
    expect(stateSentence(failed)).toBe("Failed at epoch 2, step 9. The loss is NaN.");
    expect(stateSentence(null)).toBe("");
  });
});
