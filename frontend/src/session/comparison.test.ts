import { expect, test } from "vitest";

import type { RunDetail } from "../api/types";
import { runInfo } from "../testing/fakes";
import { Comparison } from "./comparison";
import { useComparisonState } from "../store/comparison";
import { normalise } from "../project/graph";

test("an answer that was under way makes no run younger than the line told since", async () => {
  const answers = new Map<string, (detail: RunDetail) => void>();
  const comparing = new Comparison({
    api: {
      run: (id) => new Promise((resolve) => answers.set(id, resolve)),
      startRun: () => Promise.reject(new Error("nothing is started here")),
    },
    follow: () => undefined,
    unfollow: () => undefined,
    tell: () => Promise.resolve(),
    name: () => undefined,
  });
  comparing.begin(["a", "b"]);
  comparing.arrived([{ type: "run", run: runInfo("a", { state: "finished", epoch: 20 }) }]);
  const project = normalise({});
  for (const [id, answer] of answers) {
    const info = runInfo(id, { state: "running", epoch: 3 });
    answer({ info, project, may_change: true });
  }
  await Promise.resolve();
  const { runs } = useComparisonState.getState();
  expect(runs.map(({ info, project: known }) => [info?.state, known !== null])).toEqual([
    ["finished", true],
    ["running", true],
  ]);
});
