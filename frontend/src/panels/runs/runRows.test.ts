import { describe, expect, it, test } from "vitest";

import type { RunInfo } from "../../api/types";
import { runInfo } from "../../testing/fakes";
import { allTags, COLUMNS, foundRuns, lossOf, scoreText, sortedRuns } from "./runRows";

const ids = (runs: readonly RunInfo[]) => runs.map(({ id }) => id).join("");
const RUNS = [
  runInfo("a", {
    title: "Two spirals",
    tags: ["Good", "wide net"],
    seed: 12,
    final: { test_accuracy: 0.5, test_loss: 0.7 },
    created: "2026-01-03T00:00:00Z",
  }),
  runInfo("b", {
    title: "run 10",
    state: "failed",
    own_notes: "The rate was too high.",
    seed: null,
    final: { test_loss: "NaN" },
    created: "2026-01-02T00:00:00Z",
  }),
  runInfo("c", {
    title: "run 9",
    tags: ["good"],
    final: { test_r2: 0.9, train_loss: 0.01 },
    created: "2026-01-01T00:00:00Z",
  }),
];

describe("a search", () => {
  it.each([
    ["", "abc"],
    ["spiral", "a"],
    ["RUN", "bc"],
    ["#good", "ac"],
    ["#wide net", "a"],
    ["failed", "b"],
    ["rate high", "b"],
    ["seed 12", "a"],
    ["good spiral", "a"],
    ["nothing of the kind", ""],
    ["  ", "abc"],
  ])("for “%s” finds %s", (search, found) => {
    expect(ids(foundRuns(RUNS, search))).toBe(found);
  });

  it("sees a new name at once", () => {
    const renamed = RUNS.map((run) => (run.id === "b" ? { ...run, title: "Best" } : run));
    expect(ids(foundRuns(renamed, "best"))).toBe("b");
  });
});

describe("the order", () => {
  it.each([
    ["title", false, "cba"],
    ["title", true, "abc"],
    ["score", true, "ca"],
    ["loss", false, "ca"],
    ["loss", true, "ac"],
    ["seed", false, "ca"],
    ["started", true, "abc"],
    ["started", false, "cba"],
    ["differs", true, "abc"],
  ] as const)("by %s, descending: %s", (by, isDescending, order) => {
    expect(ids(sortedRuns(RUNS, by, isDescending)).slice(0, order.length)).toBe(order);
  });

  it("has what is not known last, whichever way", () => {
    for (const way of [true, false]) expect(sortedRuns(RUNS, "loss", way)[2]?.id).toBe("b");
  });

  it("leaves runs that are equal as they were", () => {
    const same = [..."dbeca"].map((id) => runInfo(id));
    for (const { id } of COLUMNS) expect(ids(sortedRuns(same, id, true))).toBe("dbeca");
  });

  it("of 5,000 runs is found in no time", () => {
    const many = Array.from({ length: 5_000 }, (_, n) =>
      runInfo(`r${n}`, { title: `Run ${(n * 7919) % 5_000}`, seed: n }),
    );
    const since = performance.now();
    const sorted = sortedRuns(foundRuns(many, "run"), "title", false);
    expect(performance.now() - since).toBeLessThan(1_000);
    expect(sorted.slice(0, 3).map(({ title }) => title)).toEqual(["Run 0", "Run 1", "Run 2"]);
  });
});

test("all tags, the most used first", () => {
  expect(allTags([...RUNS, runInfo("d", { tags: ["good"] })])).toEqual([
    "good",
    "Good",
    "wide net",
  ]);
});

test.each([
  [{ test_loss: 0.5, train_loss: 0.25 }, "0.5000"],
  [{ train_loss: 0.25 }, "0.2500"],
  [{ test_loss: "NaN" as const }, "NaN"],
  [{}, "–"],
])("the loss of a run with %j is %s", (final, words) => {
  expect(lossOf(runInfo("a", { final }))).toBe(words);
});

test.each([
  [{ test_accuracy: 0.5, test_r2: 0.1 }, "50.0 %"],
  [{ test_r2: 0.98765 }, "R² 0.988"],
  [{ test_r2: -3 }, "R² -3.000"],
  [{}, ""],
])("how well a run with %j did reads “%s”", (final, words) => {
  expect(scoreText(runInfo("a", { final }))).toBe(words);
});
