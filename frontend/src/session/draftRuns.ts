/**
 * Makes runs of the drawing, one after another: drafts while it rests, so that pictures are real numbers before
 * anybody presses play, and those that a person starts.
 */
import { ApiError, type Api } from "../api/client";
import type { ProjectFile, RunDetail, RunInfo } from "../api/types";
import { useCheck } from "../store/check";
import { isGoing } from "../project/runState";
import { dismiss, firstError, notify, notifyError } from "../store/messages";
import { drawing, isSameWork, isStale, shownRun } from "./drawingAndRun";
import { usePreferences } from "../store/preferences";
import { useProject } from "../store/project";

export interface DraftRunsDeps {
  readonly api: Pick<Api, "startRun" | "resetRun" | "deleteRun">;
  /** Puts a run that was made on the screen. */
  show(detail: RunDetail): void;
  /** Asks the run on the screen for the speed that the person wants. */
  sendSpeed(): Promise<void>;
  /** The run on the screen is the drawing's now: its live settings may have been changed meanwhile. */
  caughtUp(): void;
}

export interface RunRequest {
  readonly draft: boolean;
  readonly paused: boolean;
  /** What is started instead of the drawing as it is. */
  readonly as?: (drawing: ProjectFile) => ProjectFile;
}

/** How long a drawing rests before a draft run of it is made. */
const DRAFT_MS = 150;

export class DraftRuns {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private making: Promise<unknown> = Promise.resolve();
  /** Drafts this page made; it takes them away again. */
  private readonly own = new Set<string>();
  /** The sentence that says why the drawing could not be started; it goes when the drawing is fit. */
  private refusal: number | null = null;
  /** Another piece of work was put on the canvas: it is shown even while the run before goes on. */
  private isNewWork = false;
  /** Grows with every run that a person chose to see: a draft asked for before that comes too late. */
  private choice = 0;
  private isHeld = false;

  constructor(private readonly deps: DraftRunsDeps) {}

  /** Resolves when the run that is being made is there. */
  async settled(): Promise<void> {
    await this.making;
  }

  close(): void {
    clearTimeout(this.timer);
  }

  // ---- what the session tells

  /** A person chose a run to see: no draft takes its place. */
  runChosen(): void {
    this.choice += 1;
    clearTimeout(this.timer);
  }

  /** While it is held, no draft takes the place of the run on the screen: one that goes on is about to. */
  hold(isHeld: boolean): void {
    this.isHeld = isHeld;
  }

  newWork(): void {
    this.isNewWork = true;
  }

  /** The drawing is fit again: why it was not need not stand there any longer. */
  drawingIsFit(): void {
    if (this.refusal !== null) dismiss(this.refusal);
  }

  isOwn(id: string): boolean {
    return this.own.has(id);
  }

  /** The run was played: it is no draft any more. */
  keep(id: string): void {
    this.own.delete(id);
  }

  /** Takes a draft of this page away; the server would forget it by itself in a minute. */
  takeAway(run: RunInfo): void {
    if (!run.draft || !this.own.delete(run.id)) return;
    this.deps.api.deleteRun(run.id).catch(() => undefined);
  }

  // ---- making

  /** Makes a run of the drawing and shows it; null, with a sentence on the page, where it is refused. */
  make(how: RunRequest): Promise<RunDetail | null> {
    clearTimeout(this.timer);
    this.isNewWork = false;
    const request = newRequest();
    const { choice } = this;
    const made = this.making.then(() => this.makeOne(how, request, choice));
    this.making = made;
    return made;
  }

  /** The run from its start, with the same seed or another. */
  async again(run: RunInfo, newSeed: boolean): Promise<void> {
    try {
      const detail = await this.deps.api.resetRun(run.id, newSeed);
      this.own.add(detail.info.id);
      const speed = this.show(detail);
      const { seed } = detail.project.training;
      if (drawing().training.seed !== seed) useProject.getState().setTraining({ seed });
      if (speed !== null) await this.deps.sendSpeed();
    } catch (error) {
      notifyError(error);
    }
  }

  /** A draft of the drawing, once it rests, where what is on the screen is another drawing's. */
  soon(): void {
    clearTimeout(this.timer);
    if (this.isWanted()) this.timer = setTimeout(() => this.now(), DRAFT_MS);
  }

  now(): void {
    if (this.isWanted()) void this.make({ draft: true, paused: true });
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
      const detail = await this.deps.api.startRun({ project, draft, paused, request });
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

  /** Shows a run of the drawing at the speed the person wants; gives that speed. */
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
    this.refusal = notify(problem.sentence, { action });
  }

  private isWanted(): boolean {
    if (this.isHeld) return false;
    const { report, file } = useCheck.getState();
    if (!report?.ok || file === null || !isSameWork(file, drawing())) return false;
    const run = shownRun();
    return !run || (isStale() && (this.isNewWork || !isGoing(run)));
  }
}

/** A name for a request that may be sent twice: the server makes one run of it. */
export function newRequest(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
