/** Resets the page's stores, and fills them for tests of panels. */
import { probeKey } from "../api/probeKey";
import type { Frame, Reading } from "../api/reading";
import type { Catalogue, Preview, ProbeJson, ProjectFile, Report, RunInfo } from "../api/types";
import { setSession, type Session } from "../session/session";
import { useCatalogueState } from "../store/catalogue";
import { useCheck } from "../store/check";
import { useComparisonState } from "../store/comparison";
import { useForkDialog } from "../store/forkDialog";
import { useLessonsState, useShownByLesson } from "../store/lessons";
import { useMessages } from "../store/messages";
import { usePreferences } from "../store/preferences";
import { previewRequest } from "../session/previewOf";
import { usePreviewState } from "../store/preview";
import { useProject } from "../store/project";
import { frameStore } from "../store/readings";
import { useRunsState } from "../store/runs";
import { useRunsTable } from "../store/runsTable";
import type { Series } from "../store/series";
import { runInfo } from "./fakes";
import { projectOf } from "./values";

/** Resets every store to its initial state and removes the session. */
export function freshStores(): void {
  for (const store of [
    useCatalogueState,
    useCheck,
    useComparisonState,
    useForkDialog,
    useLessonsState,
    useMessages,
    usePreferences,
    usePreviewState,
    useProject,
    useRunsState,
    useRunsTable,
    useShownByLesson,
  ]) {
    // The types of the stores differ, so the state is passed as unknown.
    (store.setState as (state: unknown, replace: true) => void)(store.getInitialState(), true);
  }
  frameStore.clear();
  setSession(null);
}

/** The parts of the page's state that a test can set. The other parts stay as they are. */
export interface Given {
  readonly catalogue?: Catalogue;
  /** The drawing on the canvas. */
  readonly drawing?: ProjectFile;
  readonly report?: Report;
  readonly run?: RunInfo | null;
  /** The project that the run was started from. */
  readonly project?: ProjectFile;
  readonly series?: Series;
  /** The preview of the data, for the run and for the drawing. */
  readonly preview?: Preview;
  readonly session?: Partial<Session>;
}

/** Puts these parts into the stores, as messages of the server would. */
export function given(parts: Given): void {
  const { catalogue, drawing, report, run, project, series, preview, session } = parts;
  if (catalogue) useCatalogueState.setState({ catalogue });
  if (drawing) useProject.getState().load(drawing);
  if (run !== undefined) useRunsState.setState({ run });
  if (project) useRunsState.setState({ project, run: run === undefined ? runInfo("r") : run });
  if (series) useRunsState.setState({ series });
  if (report) useCheck.setState({ report, file: project ?? useProject.getState().file });
  if (preview) {
    const request = previewRequest(project ?? drawing ?? projectOf());
    usePreviewState.setState({ preview, request });
  }
  if (session) setSession(session as Session);
}

/** Puts a frame of a probe into the frame store, for the run on the screen. */
export function measured(probe: ProbeJson, ...readings: readonly Reading[]): void {
  frameStore.take([frameOf(probe, readings)]);
}

/** A frame of run `r` at step 1200. */
export function frameOf(probe: ProbeJson, readings: readonly Reading[]): Frame {
  return { run: "r", probe: probeKey(probe), step: 1200, epoch: 12, readings };
}
