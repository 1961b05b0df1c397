/** The compared runs, two to six of them, each with its project and its points. */
import { useSyncExternalStore } from "react";
import { create } from "zustand";

import type { Down, ProjectFile, RunInfo } from "../api/types";
import { alone } from "./alone";
import { paced } from "./paced";
import { appendPoints, emptySeries, type Series } from "./series";

/** Most runs that are compared; more curves cannot be told apart. */
export const MOST_COMPARED = 6;
export const FEWEST_COMPARED = 2;

export interface Compared {
  readonly id: string;
  /** The index of its colour: 0, 1, … */
  readonly colour: number;
  /** Null until the server told. */
  readonly info: RunInfo | null;
  /** The project it was started from. */
  readonly project: ProjectFile | null;
  readonly series: Series;
}

export interface Comparison {
  /** In the order in which they were chosen. */
  readonly runs: readonly Compared[];
  /** Whether the comparison is shown. Otherwise the runs are only ticked, and the page is not subscribed to them. */
  readonly isOpen: boolean;
}

export const useComparisonState = create<Comparison>(() => ({ runs: [], isOpen: false }));

// ---- pure

/** Adds a run at the end, in a free colour. A run that is there already, or one too many, changes nothing. */
export function withRun(
  state: Comparison,
  run: Pick<Compared, "id"> & Partial<Compared>,
): Comparison {
  const isThere = state.runs.some(({ id }) => id === run.id);
  if (isThere || state.runs.length >= MOST_COMPARED) return state;
  const taken = new Set(state.runs.map(({ colour }) => colour));
  const colour = [...Array(MOST_COMPARED).keys()].find((at) => !taken.has(at)) ?? 0;
  const blank = { info: null, project: null, series: emptySeries(run.id) };
  return { ...state, runs: [...state.runs, { ...blank, ...run, colour }] };
}

/** Removes a run. With fewer than two the comparison is hidden. */
export function withoutRun(state: Comparison, id: string): Comparison {
  const runs = state.runs.filter((run) => run.id !== id);
  return { runs, isOpen: state.isOpen && runs.length >= FEWEST_COMPARED };
}

/** Updates what is known of one of its runs. */
export function withNews(state: Comparison, id: string, news: Partial<Compared>): Comparison {
  const isNew = (run: Compared) =>
    run.id === id &&
    (Object.keys(news) as (keyof Compared)[]).some((name) => run[name] !== news[name]);
  if (!state.runs.some(isNew)) return state;
  return { ...state, runs: state.runs.map((run) => (isNew(run) ? { ...run, ...news } : run)) };
}

/**
 * Applies a batch of messages to the comparison. The points of the run on the screen are kept in `shown`; the comparison
 * uses the same object.
 */
export function applyToComparison(
  state: Comparison,
  messages: readonly Down[],
  shown: { readonly run: RunInfo | null; readonly series: Series },
): Comparison {
  const after = messages.reduce(
    (now, message) => alone(now, message, () => applyOne(now, message, shown.run?.id)),
    state,
  );
  const { run, series } = shown;
  return run ? withNews(after, run.id, { info: run, series }) : after;
}

function applyOne(state: Comparison, message: Down, shown: string | undefined): Comparison {
  if (message.type === "run") return withNews(state, message.run.id, { info: message.run });
  if (message.type !== "points" || message.run === shown) return state;
  const compared = state.runs.find(({ id }) => id === message.run);
  if (!compared) return state;
  return withNews(state, message.run, { series: appendPoints(compared.series, message.points) });
}

// ---- for the page

/** Curves and tables are drawn at most four times a second. */
const COMPARED_MS = 250;

/** The compared runs. New points are shown a few times a second, all other changes at once. */
export function useCompared(): readonly Compared[] {
  return useSyncExternalStore(followRuns, () => useComparisonState.getState().runs);
}

const followRuns = paced(
  (changed) =>
    useComparisonState.subscribe(({ runs }, before) => {
      if (runs !== before.runs) changed(!isSameButPoints(runs, before.runs));
    }),
  COMPARED_MS,
);

function isSameButPoints(runs: readonly Compared[], before: readonly Compared[]): boolean {
  const isSame = (run: Compared, was: Compared | undefined) =>
    run.id === was?.id && run.info?.state === was.info?.state && run.project === was.project;
  return runs.length === before.length && runs.every((run, at) => isSame(run, before[at]));
}

/** Whether the comparison is on the screen. */
export function useIsComparing(): boolean {
  return useComparisonState((state) => state.isOpen);
}

/** The colour of a run while it is ticked to be compared; null while it is not. */
export function useColourOfRun(id: string): number | null {
  return useComparisonState((state) => state.runs.find((run) => run.id === id)?.colour ?? null);
}

export function useNumCompared(): number {
  return useComparisonState((state) => state.runs.length);
}
