/** What a person does with runs, as functions that call the session which `app` opened. */
import type { ProjectCard } from "../api/client";
import type { Reading } from "../api/reading";
import type { Command, ProbeJson, ProjectFile, RunInfo, RunLabels } from "../api/types";
import type { ComparisonCommand } from "./comparison";

/** What one exact measurement gave. */
export interface Measured {
  /** The first of the readings; most probes give only one. */
  readonly reading: Reading;
  readonly readings: readonly Reading[];
  readonly run: string;
  readonly step: number;
  readonly epoch: number;
}

/** One page's session with the server. */
export interface Session {
  /** Continues the training. If the drawing has changed or the run has ended, starts a new run. */
  play(): Promise<void>;
  pause(): Promise<void>;
  /** Pauses a run that trains; else plays. */
  toggle(): Promise<void>;
  /** Trains for one batch or epoch, then pauses. */
  step(unit: "batch" | "epoch"): Promise<void>;
  /** Trains a finished run on, from its weights, as a new run. */
  trainOn(): Promise<void>;
  /** Sends any run a command: pauses one that goes on behind another drawing. */
  tellRun(id: string, command: Command): Promise<void>;
  /** Sends the run on the screen a command that needs nothing before it: `stop` ends it for good. */
  command(command: Command): Promise<void>;
  /** Starts again with the same seed. */
  reset(): Promise<void>;
  /** Starts again with another seed. */
  newSeed(): Promise<void>;
  /** The person has painted points. A run that trains or has finished continues with them, from its weights. */
  painted(): void;
  /** Checks the drawing and asks for its preview again, because a file that it needs has come. */
  checkAgain(): void;
  /** Sets the speed in steps a second; null is as fast as possible. */
  setSpeed(stepsPerSecond: number | null): Promise<void>;
  /** Shows another run, with the project that it was started from. */
  showRun(id: string): Promise<void>;
  /** Copies the run that is looked at: its project, starting from the weights it has learned. */
  makeMine(): Promise<void>;
  /** Begins an empty drawing. Nothing of the run and the drawing before stays on the screen; undo brings both back. */
  beginAnew(): void;
  /** Starts the drawing as it is now, whatever is on the screen. */
  startDrawing(): Promise<void>;
  deleteRun(id: string): Promise<void>;
  /** Deletes these runs for good. Resolves with how many are gone; why others are not is shown. */
  deleteRuns(ids: readonly string[]): Promise<number>;
  /** Renames, tags or describes a run. Rejects with a sentence where it cannot be saved. */
  labelRun(id: string, labels: RunLabels): Promise<void>;
  /** Asks for all runs: the stream tells only the newest. */
  listRuns(): Promise<void>;
  /** The project that a run was started from. */
  projectOfRun(id: string): Promise<ProjectFile>;
  /** Adds a run to the comparison. */
  compare(id: string): void;
  /** Takes a run out of the comparison. The run continues. */
  uncompare(id: string): void;
  /** Shows the comparison of the ticked runs, or of these. */
  openComparison(ids?: readonly string[]): void;
  closeComparison(): void;
  /** Plays, pauses or stops all compared runs. */
  commandCompared(type: ComparisonCommand): Promise<void>;
  /** Starts these projects, compares them and shows the first. */
  sideBySide(projects: readonly ProjectFile[]): Promise<void>;
  /** Starts changed copies of a run and compares them with it. Resolves with how many were started. */
  fork(original: RunInfo, projects: readonly ProjectFile[]): Promise<number>;
  /** The drawings the server keeps, last changed first. */
  savedProjects(): Promise<readonly ProjectCard[]>;
  /** Opens one of them on the canvas; changes are saved to it. */
  openProject(id: string): Promise<void>;
  /** Pauses the run on the screen, so that its next step can be measured. Makes a draft where there is no run. */
  holdStill(): Promise<void>;
  /** Measures one probe now, exactly. Rejects with a sentence where there is nothing to measure. */
  measure(probe: ProbeJson): Promise<Measured>;
  close(): void;
}

let current: Session | null = null;

/** Sets the session that these functions call; null while there is none. */
export function setSession(session: Session | null): void {
  current = session;
}

function session(): Session {
  if (!current) throw new Error("the page is not connected yet; wait a moment and try again");
  return current;
}

export const toggle = () => session().toggle();
export const step = (unit: "batch" | "epoch") => session().step(unit);
export const command = (one: Command) => session().command(one);
export const trainOn = () => session().trainOn();
export const tellRun = (id: string, one: Command) => session().tellRun(id, one);
export const reset = () => session().reset();
export const newSeed = () => session().newSeed();
export const painted = () => session().painted();
export const checkAgain = () => session().checkAgain();
export const setSpeed = (stepsPerSecond: number | null) => session().setSpeed(stepsPerSecond);
export const showRun = (id: string) => session().showRun(id);
export const makeMine = () => session().makeMine();
export const beginAnew = () => session().beginAnew();
export const startDrawing = () => session().startDrawing();
export const deleteRun = (id: string) => session().deleteRun(id);
export const deleteRuns = (ids: readonly string[]) => session().deleteRuns(ids);
export const labelRun = (id: string, labels: RunLabels) => session().labelRun(id, labels);
export const listRuns = () => session().listRuns();
export const projectOfRun = (id: string) => session().projectOfRun(id);
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
