/** Takes what the stream brings: points, states of runs, frames, and what the server says of itself. */
import type { Down, RunInfo } from "../api/types";
import { alone } from "../store/alone";
import { applyMessages, leavesHole } from "../store/apply";
import { useCheck } from "../store/check";
import type { FrameStore } from "../store/frameStore";
import { dismissOf, notify, notifyError } from "../store/messages";
import { useRunsState } from "../store/runs";
import { emptySeries, lastSeq } from "../store/series";
import type { Batch, Connection } from "../stream/stream";
import type { Autosave } from "./autosave";
import type { Comparison } from "./comparison";
import type { DraftRuns } from "./draftRuns";
import { shownRun } from "./drawingAndRun";
import type { LiveSettingsSync } from "./liveSettingsSync";
import { newNotes } from "./newNotes";
import type { PageScreen } from "./screen";
import type { SessionDeps, SessionStream } from "./sessionDeps";

export interface IncomingParts extends Pick<SessionDeps, "nameRun"> {
  readonly frameStore: FrameStore;
  readonly stream: () => SessionStream;
  readonly autosave: Autosave;
  readonly liveSettings: LiveSettingsSync;
  readonly drafts: DraftRuns;
  readonly comparison: Comparison;
  readonly screen: PageScreen;
  /** Has the server check the drawing. */
  check(): void;
  /** Whether this page deleted a run itself. Then no message is needed. */
  isDeleted(run: string): boolean;
}

export class Incoming {
  private instance: string | null = null;

  constructor(private readonly parts: IncomingParts) {}

  arrived({ messages, frames, unread }: Batch): void {
    for (const why of unread) notify(why, { cause: "connection" });
    const before = useRunsState.getState();
    const after = applyMessages(before, messages);
    if (after !== before) useRunsState.setState(after);
    this.parts.comparison.arrived(messages);
    const shown = shownRun();
    this.parts.frameStore.take(frames.filter((frame) => frame.run === shown?.id));
    this.parts.frameStore.takeNamed(frames);
    if (frames.some(({ run }) => run === shown?.id)) dismissOf(["waiting"]);
    for (const message of messages) alone(undefined, message, () => this.hear(message));
    if (shown && isUnlisted(before.runs, after.runs, shown.id) && !this.parts.isDeleted(shown.id)) {
      void this.findAgain();
    }
    if (before.runs !== after.runs) void this.parts.comparison.listed(before.runs, after.runs);
    for (const note of newNotes(before.run, shown)) notify(note, { tone: "news", cause: "run" });
    if (shown && leavesHole(after.series, messages)) {
      this.parts.stream().subscribe(shown.id, () => lastSeq(useRunsState.getState().series));
    }
  }

  private hear(message: Down): void {
    if (message.type === "hello") this.greeted(message.instance);
    else if (message.type === "run") this.runChanged(message.run);
    else if (message.type === "listed") this.runsGone(message.gone ?? []);
    else if (message.type === "refusal") notify(message.error, { cause: "command" });
    else if (message.type === "probe_problem") this.notMeasured(message);
  }

  /**
   * A draft is in no list, and neither is a run that is only looked at. The server forgets a draft where a page shows
   * many and others want to draw.
   */
  private runsGone(gone: readonly string[]): void {
    const shown = shownRun();
    const isUnlisted = shown?.draft === true || !useRunsState.getState().mayChange;
    if (isUnlisted && shown && gone.includes(shown.id)) void this.findAgain();
  }

  private notMeasured({ run, probe, error }: Extract<Down, { type: "probe_problem" }>): void {
    if (run === shownRun()?.id) this.parts.frameStore.fail(probe, error);
    this.parts.frameStore.failNamed(run, probe, error);
  }

  private runChanged(run: RunInfo): void {
    if (run.id !== shownRun()?.id) return;
    this.parts.liveSettings.runChanged(run);
    this.parts.liveSettings.drawingChanged();
    if (!run.draft) {
      this.parts.drafts.keep(run.id);
      this.parts.nameRun(run.id);
      this.parts.autosave.shows(run.id);
    }
  }

  connectionChanged(connection: Connection, why: string | null): void {
    useRunsState.setState({ connection, lostBecause: why });
    if (connection === "open" && useCheck.getState().problem !== null) this.parts.check();
  }

  private greeted(instance: string): void {
    const isNew = this.instance !== null && this.instance !== instance;
    this.instance = instance;
    if (!isNew) return;
    void this.findAgain();
    void this.parts.comparison.findAgain();
  }

  /**
   * The server was restarted, or another page deleted the run. If the run is gone, a draft of the drawing replaces it.
   */
  private async findAgain(): Promise<void> {
    const run = shownRun();
    if (!run) return this.parts.drafts.soon();
    try {
      if (await this.parts.screen.find(run.id)) return;
      if (!run.draft) notify(`the server has no run “${run.title}” any more; here is the drawing`);
      const nothing = { run: null, project: null, mayChange: true, live: {} };
      useRunsState.setState({ ...nothing, series: emptySeries(null) });
      this.parts.stream().unsubscribe(run.id);
      this.parts.drafts.now();
    } catch (error) {
      notifyError(error);
    }
  }
}

/** Whether a run was in the list and is not any more. */
function isUnlisted(before: readonly RunInfo[], after: readonly RunInfo[], id: string): boolean {
  return (
    before !== after && before.some((run) => run.id === id) && !after.some((run) => run.id === id)
  );
}
