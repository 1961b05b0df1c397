/** The runs this tab knows: all that are listed, and the one on the screen with its points. */
import { create } from "zustand";

import type { ProjectFile, RunInfo, Status } from "../api/types";
import type { Connection } from "../stream/stream";
import { emptySeries, type Series } from "./series";

export interface RunsState {
  /** All that are listed, newest first. */
  readonly runs: readonly RunInfo[];
  /** The run on the screen and the project it was started from. */
  readonly run: RunInfo | null;
  readonly project: ProjectFile | null;
  readonly status: Status | null;
  readonly series: Series;
  readonly connection: Connection;
  /** The server's version when the page was opened. */
  readonly version: string | null;
  /** The server's version now, when it is another. */
  readonly newVersion: string | null;
}

export const useRunsState = create<RunsState>(() => ({
  runs: [],
  run: null,
  project: null,
  status: null,
  series: emptySeries(null),
  connection: "connecting",
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

/** Where the run is right now, between its points. */
export function useStatus(): Status | null {
  return useRunsState((state) => state.status);
}

/** The points of the run on the screen; another object whenever points come, at most once a frame. */
export function useSeries(): Series {
  return useRunsState((state) => state.series);
}

export function useConnection(): Connection {
  return useRunsState((state) => state.connection);
}
