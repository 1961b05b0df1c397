/** The runs that this tab knows: all listed ones, and the one on the screen with its points. */
import { useSyncExternalStore } from "react";
import { create } from "zustand";

import type { LiveMessage, Pace, ProjectFile, RunInfo, Status } from "../api/types";
import type { LineState } from "../stream/line";
import type { Connection } from "../stream/stream";
import { paced } from "./paced";
import { emptySeries, type Series } from "./series";

/** The newest of each type of message that a worker shows of the run on the screen. */
export type Live = { readonly [M in LiveMessage as M["type"]]?: M };

export interface RunsState {
  /** All that are listed, newest first. */
  readonly runs: readonly RunInfo[];
  /** The run on the screen and the project it was started from. */
  readonly run: RunInfo | null;
  readonly project: ProjectFile | null;
  /** Whether this browser may change the run on the screen. If not, it looks on. */
  readonly mayChange: boolean;
  /** The `origin` of the drawing of a run that is only looked at. */
  readonly lookedAt: number | null;
  readonly live: Live;
  readonly series: Series;
  readonly connection: Connection;
  /** What the server said before it ended the connection, if it was the server. */
  readonly lostBecause: string | null;
  /** What carries the stream. */
  readonly line: LineState;
  /** Why saving is delayed, and what is safe where; null while all is saved within a second. */
  readonly delayed: string | null;
  /** How the line is, once it was slow; null for one that never was. */
  readonly pace: Pace | null;
  /** The server's version when the page was opened. */
  readonly version: string | null;
  /** The server's version now, if it has changed. */
  readonly newVersion: string | null;
}

export const useRunsState = create<RunsState>(() => ({
  runs: [],
  run: null,
  project: null,
  mayChange: true,
  lookedAt: null,
  live: {},
  series: emptySeries(null),
  connection: "connecting",
  lostBecause: null,
  line: { kind: "websocket", cause: null },
  delayed: null,
  pace: null,
  version: null,
  newVersion: null,
}));

export function useRuns(): readonly RunInfo[] {
  return useRunsState((state) => state.runs);
}

/** The run on the screen. */
export function useRun(): RunInfo | null {
  return useRunsState((state) => state.run);
}

/** The project the run on the screen was started from; later edits of the drawing do not change it. */
export function useRunProject(): ProjectFile | null {
  return useRunsState((state) => state.project);
}

/** The step that the run is at right now, between its points. */
export function useStatus(): Status | null {
  return useLive("status");
}

/** The newest message of one type that its worker shows of the run on the screen. */
export function useLive<T extends keyof Live>(type: T): NonNullable<Live[T]> | null {
  return useRunsState((state) => state.live[type] ?? null);
}

/** How often charts and strips are drawn: each draws much, and four times a second is enough for the eye. */
const SERIES_MS = 250;

/** The points of the run on the screen. New points are shown a few times a second, those of another run at once. */
export function useSeries(): Series {
  return useSyncExternalStore(followSeries, () => useRunsState.getState().series);
}

const followSeries = paced(
  (changed) =>
    useRunsState.subscribe(({ series }, before) => {
      if (series !== before.series) changed(series.run !== before.series.run);
    }),
  SERIES_MS,
);

export function useLine(): LineState {
  return useRunsState((state) => state.line);
}

/** Why saving is delayed; null while all is saved within a second. */
export function useDelayed(): string | null {
  return useRunsState((state) => state.delayed);
}

/** The step that the run on the screen is saved at. */
export function useSavedStep(): number {
  return useRunsState(({ run, series }) => {
    const last = series.run === run?.id ? (series.step[series.length - 1] ?? 0) : 0;
    return Math.max(run?.step ?? 0, last);
  });
}

/** Whether the line is slow now, and about how many bytes a second it takes. */
export function usePace(): Pace | null {
  return useRunsState((state) => state.pace);
}

export function useConnection(): Connection {
  return useRunsState((state) => state.connection);
}
