/** Takes messages away whose cause has passed, as `store/messages.ts` declares them. */
import type { RunInfo } from "../api/types";
import { useCheck } from "../store/check";
import { useComparisonState } from "../store/comparison";
import { dismissOf } from "../store/messages";
import { useProject } from "../store/project";
import { useRunsState } from "../store/runs";

/** Watches the stores until the returned function is called. */
export function forgetPassedMessages(): () => void {
  const unsubscribes = [
    useProject.subscribe(({ file, origin }, before) => {
      if (origin !== before.origin) dismissOf(OF_ONE_DRAWING);
      if (file.training.start !== before.file.training.start) dismissOf(["start"]);
    }),
    useCheck.subscribe(({ report }, before) => {
      if (report === null || report === before.report) return;
      dismissOf(
        ["check"],
        report.problems.map(({ sentence }) => sentence),
      );
    }),
    useRunsState.subscribe(({ run, live, connection, delayed }, before) => {
      if (run?.id !== before.run?.id) dismissOf(["run", "command", "waiting"]);
      if (hasBegun(run, before.run) || live.status !== before.live.status) dismissOf(["waiting"]);
      if (connection === "open" && before.connection !== "open") dismissOf(["connection"]);
      if (delayed === null && before.delayed !== null) dismissOf(["saving"]);
    }),
    useComparisonState.subscribe(({ runs }, before) => {
      if (runs.length !== before.runs.length) dismissOf(["comparison"]);
    }),
  ];
  return () => unsubscribes.forEach((unsubscribe) => unsubscribe());
}

/** Whether a run that waited for a worker does so no more. */
function hasBegun(run: RunInfo | null, before: RunInfo | null): boolean {
  if (!run || !before) return false;
  return run.state !== before.state || run.step !== before.step || run.reason !== before.reason;
}

const OF_ONE_DRAWING = [
  "drawing",
  "check",
  "start",
  "run",
  "command",
  "waiting",
  "comparison",
] as const;
