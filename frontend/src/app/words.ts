/** Text of the transport: numbers and states of a run. Pure. */
import type { RunInfo, RunState, Status } from "../api/types";

/** How far a run has come: the newer of its info and its last status. */
export interface Place {
  readonly epoch: number;
  readonly step: number;
  /** Null unless the run trains. */
  readonly stepsPerSecond: number | null;
}

export function placeOf(run: RunInfo | null, status: Status | null): Place {
  const { epoch = 0, step = 0 } = run ?? {};
  const isNewer = status !== null && status.run === run?.id && status.step >= step;
  const stepsPerSecond = run?.state === "running" && status ? status.steps_per_second : null;
  return isNewer
    ? { epoch: status.epoch, step: status.step, stepsPerSecond }
    : { epoch, step, stepsPerSecond };
}

/** Formats `412` as `000,412`, so that the width of the counter does not change. */
export function counter(value: number): string {
  return grouped(value, String(value).padStart(6, "0"));
}

/** Formats `10300` as `10,300`. */
export function grouped(value: number, digits = String(Math.round(value))): string {
  return digits.replace(/\B(?=(\d{3})+(?!\d))/g, ",");
}

/** Formats `2140.3` as `2,140`; a slow speed such as `0.5` keeps one decimal. */
export function speedWord(stepsPerSecond: number): string {
  return stepsPerSecond < 9.95 ? stepsPerSecond.toFixed(1) : grouped(stepsPerSecond);
}

/** The state of a run in one or two words. */
export function stateWord(run: RunInfo | null): string {
  if (!run) return "no run";
  if (run.draft && run.state !== "running") return run.state === "queued" ? "building" : "ready";
  return WORDS[run.state];
}

const WORDS: Record<RunState, string> = {
  queued: "waiting",
  running: "training",
  paused: "paused",
  finished: "finished",
  stopped: "stopped",
  failed: "failed",
};

/** The state of a run as a sentence, for screen readers. */
export function stateSentence(run: RunInfo | null): string {
  if (!run) return "";
  if (run.draft && run.state !== "running") return run.state === "queued" ? "" : "Ready to train";
  const word = stateWord(run);
  const sentence = `${word.charAt(0).toUpperCase()}${word.slice(1)}`;
  if (run.state === "running" || run.state === "queued") return sentence;
  return `${sentence} at epoch ${run.epoch}, step ${run.step}. ${run.reason ?? ""}`.trim();
}

/** What a state means and what can be done, for a hint on the badge. */
export function stateHint(run: RunInfo | null): string {
  if (!run) return "No run yet: press play once the drawing can be trained";
  if (run.draft && run.state === "paused") return "Ready: the first weights are drawn; press play";
  return HINTS[run.state];
}

const HINTS: Record<RunState, string> = {
  queued: "Waiting: the run is built, or waits until another one makes room",
  running: "Training: the weights change with every step",
  paused: "Paused between two steps: press play to go on",
  finished: "Finished: all planned epochs are done; play starts from the beginning",
  stopped: "Stopped for good: its weights and curves stay; play starts anew",
  failed: "Failed: click for the reason",
};

/** The colour of a state. */
export function stateColour(run: RunInfo | null): "gray" | "indigo" | "green" | "red" | "yellow" {
  switch (run?.state) {
    case "running":
      return "indigo";
    case "finished":
      return "green";
    case "failed":
      return "red";
    case "stopped":
      return "yellow";
    default:
      return "gray";
  }
}
