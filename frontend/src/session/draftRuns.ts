/**
 * Makes runs of the drawing, one after another: those that a person starts, and a draft whenever the drawing rests, so
 * that the pictures show real numbers before anybody presses play.
 */
import { ApiError, type Api } from "../api/client";
import type { ProjectFile, RunDetail, RunInfo } from "../api/types";
import { useCheck } from "../store/check";
import { isGoing } from "../project/runState";
import { firstError, notify, notifyError } from "../store/messages";
import { drawing, isSameWork, isStale, shownRun } from "./drawingAndRun";
import { usePreferences } from "../store/preferences";
import { isLookedAt } from "../store/looking";
import { untilSaved } from "./untilSaved";
import { useProject } from "../store/project";
import { useRunsState } from "../store/runs";

export interface DraftRunsDeps {
  readonly api: Pick<Api, "startRun" | "resetRun" | "deleteRun" | "run">;
  /** Shows a run that was made. */
  show(detail: RunDetail): void;
  /** Asks the run on the screen for the speed that the person wants. */
  sendSpeed(): Promise<void>;
  /** The run on the screen now belongs to the drawing, whose live settings may have changed meanwhile. */
  caughtUp(): void;
  /** The run that was trained of the drawing as it is now, if this page has shown one. */
  trained(): RunInfo | null;
}

export interface RunRequest {
  readonly draft: boolean;
  readonly paused: boolean;
  /** Gives the project to start instead of the drawing itself. */
  readonly as?: (drawing: ProjectFile) => ProjectFile;
}

/** How long a drawing rests before a draft run of it is made. */
const DRAFT_MS = 150;

export class DraftRuns {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private making: Promise<unknown> = Promise.resolve();
  /** Drafts that this page made, and so deletes. */
  private readonly own = new Set<string>();
  /** Another project was opened. Its draft is shown even while the run before it trains. */
  private isNewWork = false;
  /** Counts the runs that a person chose to see. A draft that was asked for earlier comes too late. */
  private choice = 0;
  private isHeld = false;
  private isClosed = false;
  /** How many runs are being made, one after another. */
  private queued = 0;
  /** How many of them a person started: no draft is asked for that would take their place when it comes. */
  private started = 0;

  constructor(private readonly deps: DraftRunsDeps) {}

  /** Resolves when no run is being made. */
  async settled(): Promise<void> {
    await this.making;
  }

  close(): void {
    this.isClosed = true;
    clearTimeout(this.timer);
  }

  // ---- what the session tells

  /** A person chose a run to see: no draft takes its place. */
  runChosen(): void {
    this.choice += 1;
    clearTimeout(this.timer);
  }

  /** Makes no drafts while held, because another run is about to replace the one on the screen. */
  hold(isHeld: boolean): void {
    this.isHeld = isHeld;
  }

  /** `false`: what was opened is empty, and no run is on the screen that a draft would have to replace. */
  newWork(isNew = true): void {
    this.isNewWork = isNew;
  }

  isOwn(id: string): boolean {
    return this.own.has(id);
  }

  /** The run was played and is no longer a draft. */
  keep(id: string): void {
    this.own.delete(id);
  }

  /** Deletes a draft of this page. Otherwise the server would forget it in a minute. */
  takeAway(run: RunInfo): void {
    if (!run.draft || !this.own.delete(run.id)) return;
    this.deps.api.deleteRun(run.id).catch(() => undefined);
  }

  // ---- making

  /** Makes a run of the drawing and shows it. Resolves with null, and shows a message, where the server refuses it. */
  make(how: RunRequest): Promise<RunDetail | null> {
    clearTimeout(this.timer);
    this.isNewWork = false;
    const request = newRequest();
    const { choice } = this;
    this.queued += 1;
    if (!how.draft) this.started += 1;
    const made = this.making.then(() => this.makeOne(how, request, choice));
    const counted = made.finally(() => {
      this.queued -= 1;
      if (!how.draft) this.started -= 1;
    });
    // While it was made, no draft was asked for, though the drawing may have changed.
    this.making = counted.then((detail) => {
      if (detail && !how.draft) this.soon();
    });
    return made;
  }

  /** Starts a run again from the beginning, with the same seed or another one. */
  async again(run: RunInfo, newSeed: boolean): Promise<void> {
    const how = { new_seed: newSeed, request: newRequest() };
    try {
      const detail = await untilSaved(
        () => this.deps.api.resetRun(run.id, how),
        () => this.isClosed,
      );
      if (detail === null) return;
      this.own.add(detail.info.id);
      const speed = this.show(detail);
      const { seed } = detail.project.training;
      if (drawing().training.seed !== seed) useProject.getState().setTraining({ seed });
      if (speed !== null) await this.deps.sendSpeed();
    } catch (error) {
      notifyError(error);
    }
  }

  /** Makes a draft when the drawing has rested, if the run on the screen belongs to another drawing. */
  soon(): void {
    clearTimeout(this.timer);
    if (this.isWanted()) this.timer = setTimeout(() => this.now(), DRAFT_MS);
  }

  now(): void {
    if (!this.isWanted()) return;
    const trained = this.isNewWork ? null : this.deps.trained();
    if (trained) void this.showAgain(trained);
    else void this.make({ draft: true, paused: true });
  }

  /** The drawing is again what a run was started from: that run is shown, with all that it has learned. */
  private async showAgain({ id }: RunInfo): Promise<void> {
    const { choice } = this;
    try {
      const detail = await this.deps.api.run(id);
      if (choice !== this.choice || !this.isWanted() || this.deps.trained()?.id !== id) return;
      this.deps.show(detail);
      this.deps.caughtUp();
    } catch {
      // The server has it no more, or cannot be reached: then a draft is made, which says why if it cannot be.
      if (choice === this.choice && this.isWanted()) void this.make({ draft: true, paused: true });
    }
  }

  private async makeOne(
    how: RunRequest,
    request: string,
    choice: number,
  ): Promise<RunDetail | null> {
    const isTooLate = () => how.draft && choice !== this.choice;
    if (isTooLate()) return null;
    const { draft, paused, as } = how;
    const project = as ? as(drawing()) : drawing();
    try {
      const start = { project, draft, paused, request };
      const isNeedless = () => this.isClosed || isTooLate() || (draft && this.isOutdone);
      const detail = await untilSaved(() => this.deps.api.startRun(start), isNeedless);
      if (detail === null) return null;
      if (how.draft) this.own.add(detail.info.id);
      if (isTooLate()) {
        this.takeAway(detail.info);
        return null;
      }
      const speed = this.show(detail);
      this.deps.caughtUp();
      if (speed !== null) await this.deps.sendSpeed();
      return detail;
    } catch (error) {
      this.refused(error);
      return null;
    }
  }

  /** Whether another run waits to be made. */
  private get isOutdone(): boolean {
    return this.queued > 1;
  }

  /** Shows a run of the drawing at the speed that the person has chosen. Returns that speed. */
  private show(detail: RunDetail): number | null {
    const { speed } = usePreferences.getState();
    this.deps.show({ ...detail, info: { ...detail.info, steps_per_second: speed } });
    return speed;
  }

  private refused(error: unknown): void {
    const problem = error instanceof ApiError ? firstError(error.problems) : undefined;
    if (!problem) return notifyError(error);
    const [fix] = problem.fixes;
    const action =
      fix && fix.action !== "fetch" // the card has its button, which tells how far it is
        ? { title: fix.title, run: () => useProject.getState().applyFix(fix) }
        : undefined;
    notify(problem.sentence, { action, cause: "check" });
  }

  private isWanted(): boolean {
    if (this.isHeld || this.started > 0) return false;
    const { report, file } = useCheck.getState();
    if (!report?.ok || file === null || !isSameWork(file, drawing())) return false;
    if (isLookedAt(useProject.getState().origin)) return false;
    const run = shownRun();
    return (
      !run || !useRunsState.getState().mayChange || (isStale() && (this.isNewWork || !isGoing(run)))
    );
  }
}

/** A random name for a request. If the request is sent twice, the server makes only one run. */
export function newRequest(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
