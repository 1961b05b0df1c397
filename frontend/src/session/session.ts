/** What a person does with runs: the verbs of the transport bar, over the session that `app` opens. */
import type { ProjectCard } from "../api/client";
import type { Reading } from "../api/reading";
import type { ProbeJson, ProjectFile, RunInfo } from "../api/types";
import type { ComparisonCommand } from "./comparison";

/** The answer to one question. */
export interface Measured {
  /** The first of the readings; most questions have only one. */
  readonly reading: Reading;
  readonly readings: readonly Reading[];
  readonly run: string;
  readonly step: number;
  readonly epoch: number;
}

/** One page's session with the server. */
export interface Session {
  /** Trains on; a drawing that changed, or a run that is over, starts a new run. */
  play(): Promise<void>;
  pause(): Promise<void>;
  /** Pauses what runs, else plays. */
  toggle(): Promise<void>;
  /** One batch or epoch further, then waits. */
  step(unit: "batch" | "epoch"): Promise<void>;
  /** Ends the run for good. */
  stop(): Promise<void>;
  /** The same start again. */
  reset(): Promise<void>;
  /** Another start: another seed. */
  newSeed(): Promise<void>;
  /** The data were painted on: a run that trains, or has finished, goes on with them from what it has learned. */
  painted(): void;
  /** What the data need was uploaded or downloaded: the drawing is checked and looked at again. */
  checkAgain(): void;
  /** Steps a second; null is as fast as it goes. */
  setSpeed(stepsPerSecond: number | null): Promise<void>;
  /** Puts an old or foreign run on the screen, with the project it was started from. */
  showRun(id: string): Promise<void>;
  /** Starts the drawing as it is now, whatever is on the screen. */
  startDrawing(): Promise<void>;
  deleteRun(id: string): Promise<void>;
  /** Lays a run beside those that are compared. */
  compare(id: string): void;
  /** Takes it out again; it goes on. */
  uncompare(id: string): void;
  /** Puts the comparison on the screen: of the runs that are ticked, or of these. */
  openComparison(ids?: readonly string[]): void;
  closeComparison(): void;
  /** Lets all compared runs train on, wait, or end for good. */
  commandCompared(type: ComparisonCommand): Promise<void>;
  /** Starts these projects side by side and shows the first. */
  sideBySide(projects: readonly ProjectFile[]): Promise<void>;
  /** Starts changes of a run beside it; gives how many could be started. */
  fork(original: RunInfo, projects: readonly ProjectFile[]): Promise<number>;
  /** The drawings the server keeps, last changed first. */
  savedProjects(): Promise<readonly ProjectCard[]>;
  /** Puts one of them on the canvas and goes on saving to it. */
  openProject(id: string): Promise<void>;
  /** Brings the run on the screen to rest, so that its next step can be looked at; starts one where there is none. */
  holdStill(): Promise<void>;
  /** Asks one question exactly. Rejects with a sentence where there is no such number. */
  measure(probe: ProbeJson): Promise<Measured>;
  close(): void;
}

let current: Session | null = null;

/** The session whose verbs are called from here on. */
export function setSession(session: Session | null): void {
  current = session;
}

function session(): Session {
  if (!current) throw new Error("the page is not connected yet; wait a moment and try again");
  return current;
}

export const toggle = () => session().toggle();
export const step = (unit: "batch" | "epoch") => session().step(unit);
export const stop = () => session().stop();
export const reset = () => session().reset();
export const newSeed = () => session().newSeed();
export const painted = () => session().painted();
export const checkAgain = () => session().checkAgain();
export const setSpeed = (stepsPerSecond: number | null) => session().setSpeed(stepsPerSecond);
export const showRun = (id: string) => session().showRun(id);
export const startDrawing = () => session().startDrawing();
export const deleteRun = (id: string) => session().deleteRun(id);
export const compare = (id: string) => session().compare(id);
export const uncompare = (id: string) => session().uncompare(id);
export const openComparison = (ids?: readonly string[]) => session().openComparison(ids);
export const closeComparison = () => session().closeComparison();
export const commandCompared = (type: ComparisonCommand) => session().commandCompared(type);
export const sideBySide = (projects: readonly ProjectFile[]) => session().sideBySide(projects);
export const fork = (original: RunInfo, projects: readonly ProjectFile[]) =>
  session().fork(original, projects);
export const savedProjects = () => session().savedProjects();
export const openProject = (id: string) => session().openProject(id);
export const holdStill = () => session().holdStill();
export const measure = (probe: ProbeJson) => session().measure(probe);
