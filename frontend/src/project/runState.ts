/** What the state of a run means for the page. Pure. */
import type { RunInfo } from "../api/types";

/** Whether a run is a draft that has not trained. Its settings can still change without a new run. */
export function isFresh(run: RunInfo): boolean {
  return run.draft && run.step === 0;
}

export function isOver(run: RunInfo): boolean {
  return run.state === "finished" || run.state === "stopped" || run.state === "failed";
}

/** Whether a run trains or waits for its turn to. */
export function isGoing(run: RunInfo | null): boolean {
  return run?.state === "running" || (run?.state === "queued" && !run.draft);
}
