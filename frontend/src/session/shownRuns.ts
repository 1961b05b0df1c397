/** The runs that this page has shown, so that a drawing that becomes again what it was gets its trained network back. */
import type { ProjectFile, RunInfo } from "../api/types";
import { changesSince, hasChanges } from "../project/changes";
import type { FindEntry } from "../project/trainingEntries";

interface Shown {
  readonly info: RunInfo;
  readonly project: ProjectFile;
}

const MOST = 40;

export class ShownRuns {
  /** The newest last. */
  private shown: readonly Shown[] = [];

  /** A run is on the screen, or leaves it: what is known of it now. */
  note(info: RunInfo, project: ProjectFile): void {
    const others = this.shown.filter((one) => one.info.id !== info.id);
    this.shown = [...others, { info, project }].slice(-MOST);
  }

  /**
   * The run that was shown last for this drawing; null where that was a draft, or where the server has it no more. A
   * draft that came later counts: somebody wanted a new start.
   */
  of(drawing: ProjectFile, listed: readonly RunInfo[], find: FindEntry): RunInfo | null {
    for (const { info, project } of [...this.shown].reverse()) {
      const now = listed.find(({ id }) => id === info.id) ?? (info.draft ? info : null);
      if (now === null || hasChanges(changesSince(drawing, project, now, find))) continue;
      return now.draft ? null : now;
    }
    return null;
  }
}
