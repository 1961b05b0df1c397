/** Applies a batch of messages to what the page knows of runs. */
import type { Down, LiveMessage, RunInfo } from "../api/types";
import { alone } from "./alone";
import type { RunsState } from "./runs";
import { appendPoints, lastSeq, type Series } from "./series";

/** So many, the newest, come in the message that has all runs; older ones are known where they were asked for. */
const MOST_TOLD = 500;
/** As many as the server keeps. */
const MOST_LISTED = 5_000;

export function applyMessages(state: RunsState, messages: readonly Down[]): RunsState {
  return messages.reduce((before, message) => alone(before, message, applyMessage), state);
}

function applyMessage(state: RunsState, message: Down): RunsState {
  switch (message.type) {
    case "hello":
      return state.version === null || state.version === message.version
        ? { ...state, delayed: null, version: message.version }
        : { ...state, delayed: null, newVersion: message.version };
    case "runs":
      return { ...state, runs: withNewest(state.runs, message.runs) };
    case "listed":
      return { ...state, runs: withListed(state.runs, message) };
    case "run":
      return withRun(state, message.run);
    case "points":
      if (message.run !== state.run?.id) return state;
      return { ...state, series: appendPoints(state.series, message.points) };
    case "pace":
      return { ...state, pace: message };
    case "heartbeat":
      return state.delayed === message.delayed ? state : { ...state, delayed: message.delayed };
    case "answer":
    case "refusal":
    case "probe_problem":
      return state;
    default:
      return withLive(state, message);
  }
}

/** Whether points came that a series could not take for a hole before them: then they must be asked for again. */
export function leavesHole(series: Series, messages: readonly Down[]): boolean {
  const last = lastSeq(series);
  return messages.some(
    (message) =>
      message.type === "points" &&
      message.run === series.run &&
      (message.points[message.points.length - 1]?.seq ?? last) > last,
  );
}

/** The list as the server told it, and after its last run those that are older. */
function withNewest(before: readonly RunInfo[], newest: readonly RunInfo[]): readonly RunInfo[] {
  const last = newest[newest.length - 1];
  if (newest.length < MOST_TOLD || !last) return newest;
  return [...newest, ...before.filter(({ created }) => created < last.created)];
}

/** The list with what changed in it, newest first. */
function withListed(
  before: readonly RunInfo[],
  { runs = [], gone = [] }: Extract<Down, { type: "listed" }>,
): readonly RunInfo[] {
  const changed = new Set([...gone, ...runs.map(({ id }) => id)]);
  const kept = before.filter(({ id }) => !changed.has(id));
  if (runs.length === 0 && kept.length === before.length) return before;
  const newestFirst = (a: RunInfo, b: RunInfo) => (a.created < b.created ? 1 : -1);
  return [...runs, ...kept].toSorted(newestFirst).slice(0, MOST_LISTED);
}

function withRun(state: RunsState, run: RunInfo): RunsState {
  const runs = state.runs.map((known) => (known.id === run.id ? run : known));
  return run.id === state.run?.id ? { ...state, runs, run } : { ...state, runs };
}

/** A new message of the server that is none of a run does not compile until it has a case above. */
function withLive(state: RunsState, message: LiveMessage): RunsState {
  const { run } = message as Partial<LiveMessage>;
  if (run === undefined) {
    throw new Error(
      `a message came that this page does not know: ${JSON.stringify(message)}; reload`,
    );
  }
  if (run !== state.run?.id) return state;
  return { ...state, live: { ...state.live, [message.type]: message } };
}
