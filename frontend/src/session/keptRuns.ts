/** What a person does with the runs that are kept: list them all, write on them, delete them, read their projects. */
import { isDelayed, MOST_DELETED, type Api } from "../api/client";
import { sentenceOf } from "../api/sentenceOf";
import type { ProjectFile, RunInfo, RunLabels } from "../api/types";
import { normalise } from "../project/graph";
import { applyMessages } from "../store/apply";
import { notify, notifyError } from "../store/messages";
import { useRunsState } from "../store/runs";
import { shownRun } from "./drawingAndRun";

type Routes = Pick<Api, "runs" | "run" | "deleteRun" | "deleteRuns" | "labelRun">;

export class KeptRuns {
  /** Runs that this page deleted itself. */
  readonly deleted = new Set<string>();

  constructor(
    private readonly api: Routes,
    /** Makes a draft of the drawing, in place of the run on the screen. */
    private readonly draw: () => Promise<unknown>,
  ) {}

  async delete(id: string): Promise<void> {
    this.deleted.add(id);
    try {
      await this.api.deleteRun(id).catch(notifyIfDelayed);
      if (shownRun()?.id === id) await this.draw();
    } catch (error) {
      this.deleted.delete(id);
      notifyError(error);
    }
  }

  /** Returns how many are gone. */
  async deleteMany(ids: readonly string[]): Promise<number> {
    let count = 0;
    for (let at = 0; at < ids.length; at += MOST_DELETED) {
      const some = ids.slice(at, at + MOST_DELETED);
      const left = await this.deleteSome(some);
      count += some.length - left;
      if (left === some.length) break;
    }
    const shown = shownRun()?.id;
    if (shown !== undefined && this.deleted.has(shown)) await this.draw();
    return count;
  }

  /** Returns how many of them are still there. */
  private async deleteSome(ids: readonly string[]): Promise<number> {
    for (const id of ids) this.deleted.add(id);
    try {
      const { left } = await this.api.deleteRuns(ids);
      for (const { id } of left) this.deleted.delete(id);
      const [first] = left;
      const others = left.length > 1 ? ` (and ${left.length - 1} more)` : "";
      if (first) notify(`${first.error}${others}`, { cause: "command" });
      return left.length;
    } catch (error) {
      notifyError(error);
      if (isDelayed(error)) return 0;
      for (const id of ids) this.deleted.delete(id);
      return ids.length;
    }
  }

  async label(id: string, labels: RunLabels): Promise<void> {
    try {
      const run = await this.api.labelRun(id, labels);
      useRunsState.setState((state) => applyMessages(state, [{ type: "run", run }]));
    } catch (error) {
      notifyIfDelayed(error);
    }
  }

  async list(): Promise<void> {
    const before = byId(useRunsState.getState().runs);
    try {
      const all = await this.api.runs();
      useRunsState.setState(({ runs }) => ({ runs: merged(all, before, runs) }));
    } catch (error) {
      notify(`not all runs could be listed: ${sentenceOf(error)}`, { cause: "connection" });
    }
  }

  async project(id: string): Promise<ProjectFile> {
    return normalise((await this.api.run(id)).project);
  }
}

/** The server's answer, but what the stream told since the question was asked. */
function merged(
  all: readonly RunInfo[],
  before: ReadonlyMap<string, RunInfo>,
  now: readonly RunInfo[],
): readonly RunInfo[] {
  const newer = byId(now);
  const answered = byId(all);
  const isGone = (id: string) => before.has(id) && !newer.has(id);
  const kept = all
    .filter(({ id }) => !isGone(id))
    .map((run) => {
      const latest = newer.get(run.id);
      return latest && latest !== before.get(run.id) ? latest : run;
    });
  const come = now.filter(({ id }) => !before.has(id) && !answered.has(id));
  return [...come, ...kept];
}

function byId(runs: readonly RunInfo[]): ReadonlyMap<string, RunInfo> {
  return new Map(runs.map((run) => [run.id, run]));
}

/** Where the server took something and saves it later, the person reads why; that is no failure. */
export function notifyIfDelayed(error: unknown): void {
  if (!isDelayed(error)) throw error;
  notifyError(error);
}
