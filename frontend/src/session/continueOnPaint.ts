/**
 * Continues the training with data that a person paints: a moment after each stroke, from the weights learned so far.
 */
import { create } from "zustand";

import type { Api } from "../api/client";
import { ApiError } from "../api/client";
import type { Command, ProjectFile } from "../api/types";
import { useCheck } from "../store/check";
import { changesSince, onlyDataChanged } from "../project/changes";
import type { DraftRuns } from "./draftRuns";
import { entry } from "../store/catalogue";
import { continuedFrom, isContinued } from "../project/continuedRun";
import { notifyError } from "../store/messages";
import { drawing, shownRun } from "./drawingAndRun";
import { usePreferences } from "../store/preferences";
import { useRunsState } from "../store/runs";

export interface ContinueOnPaintDeps {
  readonly api: Pick<Api, "borrowWeights">;
  readonly drafts: Pick<DraftRuns, "hold" | "make" | "settled" | "soon">;
  tell(run: string, command: Command): Promise<void>;
  /** Deletes a run that this page made. */
  deleteRun(id: string): Promise<void>;
}

/** How long after the first new point a new run starts. While the person paints on, this repeats. */
const AFTER_MS = 600;
/** How long to wait before asking again for the check, or for a checkpoint that is being written. */
const AGAIN_MS = 80;
const MOST_TRIES = 25;

/** Whether a run on the newly painted data is about to replace the one on the screen. */
export const useContinuing = create<{ readonly isSoon: boolean }>(() => ({ isSoon: false }));

export class ContinueOnPaint {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private isBusy = false;

  constructor(private readonly deps: ContinueOnPaintDeps) {}

  close(): void {
    clearTimeout(this.timer);
    this.hold(false);
  }

  /** The person has painted or erased points. */
  painted(): void {
    if (this.isBusy || this.timer !== undefined || !this.isWanted()) return;
    this.hold(true);
    this.timer = setTimeout(() => void this.continueRun(), AFTER_MS);
  }

  private hold(isSoon: boolean): void {
    this.deps.drafts.hold(isSoon);
    useContinuing.setState({ isSoon });
  }

  /** Whether the run on the screen was played, is not waiting, and differs from the drawing in its data alone. */
  private isWanted(): boolean {
    const { run, project, mayChange } = useRunsState.getState();
    if (!run || !project || run.draft || !mayChange) return false;
    if (!["running", "queued", "finished"].includes(run.state)) return false;
    return onlyDataChanged(changesSince(drawing(), project, run, entry));
  }

  private async continueRun(): Promise<void> {
    this.timer = undefined;
    this.isBusy = true;
    try {
      if (this.isWanted() && (await this.isFit())) await this.replace();
    } catch (error) {
      notifyError(error);
    } finally {
      this.isBusy = false;
      this.hold(false);
      // More may have been painted meanwhile.
      if (this.isWanted() && useCheck.getState().report?.ok) this.painted();
      else this.deps.drafts.soon();
    }
  }

  /** Resolves with whether the drawing can be trained, when the check has answered for its data. */
  private async isFit(): Promise<boolean> {
    for (let tries = 0; tries < MOST_TRIES; tries += 1) {
      const { report, file } = useCheck.getState();
      if (file?.data === drawing().data) return report?.ok === true;
      await pause(AGAIN_MS);
    }
    return false;
  }

  private async replace(): Promise<void> {
    const { run: before, project } = useRunsState.getState();
    if (!before) return;
    await this.deps.drafts.settled();
    if (before.state !== "finished") await this.deps.tell(before.id, { type: "stop" });
    const weights = await this.weightsOf(before.id);
    const { speed } = usePreferences.getState();
    const as = (file: ProjectFile) => continuedFrom(file, weights);
    const made = await this.deps.drafts.make({ draft: false, paused: speed !== null, as });
    if (!made) return;
    if (speed !== null) await this.deps.tell(made.info.id, { type: "play" });
    if (!isContinued(project) || shownRun()?.id !== made.info.id) return;
    await this.deps.deleteRun(before.id);
  }

  /** The weights of a run that has just ended. Asks again while its last checkpoint is being written. */
  private async weightsOf(run: string): Promise<string> {
    for (let tries = 0; ; tries += 1) {
      try {
        return (await this.deps.api.borrowWeights(run)).weights;
      } catch (error) {
        const isEarly = error instanceof ApiError && error.status === 422 && tries < MOST_TRIES;
        if (!isEarly) throw error;
        await pause(AGAIN_MS);
      }
    }
  }
}

async function pause(ms: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, ms));
}
