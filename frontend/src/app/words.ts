/** Numbers and states of a run as the transport says them. Pure. */
import type { RunInfo, RunState, Status } from "../api/types";

/** Where a run is: the newest of what its info and its status say. */
export interface Place {
  readonly epoch: number;
  readonly step: number;
  /** Null while it does not train. */
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

/** `412` as `000,412`: as wide at the start of a run as at its end. */
export function counter(value: number): string {
  return grouped(value, String(value).padStart(6, "0"));
}

/** `10300` as `10,300`. */
export function grouped(value: number, digits = String(Math.round(value))): string {
  return digits.replace(/\B(?=(\d{3})+(?!\d))/g, ",");
}

/** `2140.3` as `2,140`, slow ones as `0.5`. */
export function speedWord(stepsPerSecond: number): string {
  return stepsPerSecond < 9.95 ? stepsPerSecond.toFixed(1) : grouped(stepsPerSecond);
}

/** What a run of this state is doing, in one word. */
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

/** The same as a sentence to be read aloud. */
export function stateSentence(run: RunInfo | null): string {
  if (!run) return "";
  if (run.draft && run.state !== "running") return run.state === "queued" ? "" : "Ready to train";
  const word = stateWord(run);
  const sentence = `${word.charAt(0).toUpperCase()}${word.slice(1)}`;
  if (run.state === "running" || run.state === "queued") return sentence;
  return `${sentence} at epoch ${run.epoch}, step ${run.step}. ${run.reason ?? ""}`.trim();
}

/** Which colour a state has. */
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
