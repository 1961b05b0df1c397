import { describe, expect, it } from "vitest";

import type { RunState } from "../api/types";
import { runInfo } from "../testing/fakes";
import { isFresh, isGoing, isOver } from "./runState";

describe("a run", () => {
  it.each<[RunState, boolean, boolean]>([
    ["queued", true, false],
    ["running", true, false],
    ["paused", false, false],
    ["finished", false, true],
    ["stopped", false, true],
    ["failed", false, true],
  ])("that is %s goes: %s, is over: %s", (state, goes, over) => {
    expect(isGoing(runInfo("r", { state }))).toBe(goes);
    expect(isOver(runInfo("r", { state }))).toBe(over);
  });

  it("that is a draft and waits for its turn does not go: nobody asked it to train", () => {
    expect(isGoing(runInfo("r", { state: "queued", draft: true }))).toBe(false);
    expect(isGoing(runInfo("r", { state: "running", draft: true }))).toBe(true);
  });

  it("that is not there does not go", () => {
    expect(isGoing(null)).toBe(false);
  });

  it("is fresh only as a draft that has taken no step", () => {
    expect(isFresh(runInfo("r", { draft: true, step: 0 }))).toBe(true);
    expect(isFresh(runInfo("r", { draft: true, step: 1 }))).toBe(false);
    expect(isFresh(runInfo("r", { draft: false, step: 0 }))).toBe(false);
  });
});
