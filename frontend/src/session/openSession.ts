/**
 * One page's session: what is on the canvas and the run on the screen, kept in step with the server.
 *
 * The road: the drawing changes → it is checked → when it is fit, a draft run of it is made (so that pictures are
 * real numbers before anybody presses play) → the run's points and readings come over the stream into the store.
 */
import { ApiError, type Api, type ProjectCard } from "../api/client";
import { probeKey } from "../api/probeKey";
import type { Frame } from "../api/reading";
import type {
  Answer,
  Command,
  Down,
  EntryJson,
  ProbeJson,
  ProjectFile,
  Report,
  RunDetail,
  RunInfo,
} from "../api/types";
import type { Batch, Connection, Stream, StreamEvents } from "../stream/stream";
import { alone } from "../store/alone";
import { applyMessages, leavesHole } from "../store/apply";
import { Autosave, type Saved } from "./autosave";
import type { FrameStore } from "../store/frameStore";
import { useCatalogueState } from "../store/catalogue";
import { useCheck } from "../store/check";
import { Comparison, type ComparisonCommand } from "./comparison";
import { isGoing, isOver } from "../project/runState";
import { DraftRuns } from "./draftRuns";
import { asDrawn, isContinued } from "../project/continuedRun";
import { normalise } from "../project/graph";
import { newestOnly } from "./newestOnly";
import { newNotes } from "./newNotes";
import { useLessonsState } from "../store/lessons";
import { LiveSettingsSync } from "./liveSettingsSync";
import { notify, notifyError } from "../store/messages";
import {
  drawing,
  isSameWork,
  isSetOtherwise,
  isStale,
  keptRun,
  sharedSettings,
  shownRun,
  writeSetting,
} from "./drawingAndRun";
import { ContinueOnPaint } from "./continueOnPaint";
import { usePreferences } from "../store/preferences";
import { usePreviewState } from "../store/preview";
import { useProject } from "../store/project";
import { useRunsState } from "../store/runs";
import { emptySeries, lastSeq } from "../store/series";
import type { Measured, Session } from "./session";
import { WatchSync } from "./watchSync";

/** What a session is made of; tests give fakes. */
export interface SessionDeps {
  readonly api: Api;
  readonly frameStore: FrameStore;
  openStream(events: StreamEvents): SessionStream;
  readonly storage: Pick<Storage, "getItem" | "setItem">;
  /** The run named in the page's address. */
  namedRun(): string | null;
  nameRun(id: string | null): void;
  /** The runs that the page's address lays side by side. */
  namedComparison(): readonly string[];
  nameComparison(ids: readonly string[]): void;
}

export type SessionStream = Pick<
  Stream,
  "subscribe" | "unsubscribe" | "watch" | "command" | "measure" | "hurry" | "close"
>;

/** How long the pictures of the run before may stay until the new run's first come. */
const OLD_PICTURES_MS = 500;

/** Connects the page. Resolves with the session when a run or a drawing is on the screen. */
export async function openSession(deps: SessionDeps): Promise<Session> {
  const session = new PageSession(deps);
  await session.start();
  return session;
}

class PageSession implements Session {
  private readonly stream: SessionStream;
  private readonly autosave: Autosave;
  private readonly liveSettings: LiveSettingsSync;
  private readonly drafts: DraftRuns;
  private readonly comparison: Comparison;
  private readonly continueOnPaint: ContinueOnPaint;
  private readonly watchSync: WatchSync;
  private readonly check;
  private readonly look;
  private readonly unsubscribes: (() => void)[] = [];
  private picturesTimer: ReturnType<typeof setTimeout> | undefined;
  /** Runs this page deleted itself; nobody needs to be told. */
  private readonly deleted = new Set<string>();
  private instance: string | null = null;
  private origin = useProject.getState().origin;
  /** Another piece of work was put on the canvas, and no run was put on the screen since. */
  private isOtherWork = false;

  constructor(private readonly deps: SessionDeps) {
    this.autosave = new Autosave({
      storage: deps.storage,
      create: (file) => deps.api.createProject(file),
      save: (id, file) => savedOver(deps.api, id, file),
      failed: (error) => this.notSaved(error),
    });
    this.liveSettings = new LiveSettingsSync({
      send: (run, field, value) => this.stream.command(run, { type: "set", field, value }),
      drawn: () => (this.isApart() ? {} : sharedSettings()),
      write: (field, value) => {
        if (!this.isApart()) writeSetting(field, value);
      },
      refused: (sentence) => notify(sentence),
    });
    this.drafts = new DraftRuns({
      api: deps.api,
      show: (detail) => this.show(detail),
      sendSpeed: () => this.sendSpeed(),
      caughtUp: () => this.liveSettings.drawingChanged(),
    });
    this.continueOnPaint = new ContinueOnPaint({
      api: deps.api,
      drafts: this.drafts,
      tell: (run, command) => this.tell(run, command),
      deleteRun: (id) => this.deleteRun(id),
    });
    this.comparison = new Comparison({
      api: deps.api,
      follow: (run, after) => this.stream.subscribe(run, after),
      unfollow: (run) => this.stream.unsubscribe(run),
      tell: (run, command) => this.tell(run, command),
      name: (runs) => deps.nameComparison(runs),
    });
    this.watchSync = new WatchSync({
      frameStore: deps.frameStore,
      shown: () => shownRun()?.id ?? null,
      follows: (run) => this.comparison.follows(run),
      watch: (run, probes) => this.stream.watch(run, probes),
    });
    this.check = newestOnly(
      (file: ProjectFile) => deps.api.check(file),
      (report, file) => this.checked(report, file),
      (error) => useCheck.setState({ problem: sentenceOf(error) }),
    );
    this.look = newestOnly(
      (data: EntryJson) => deps.api.preview(data),
      (preview, data) => usePreviewState.setState({ preview, data, problem: null }),
      (error, data) => usePreviewState.setState({ data, problem: sentenceOf(error) }),
    );
    this.stream = deps.openStream({
      onBatch: (batch) => this.arrived(batch),
      onConnection: (connection) => this.lineChanged(connection),
    });
  }

  /** Fetches what can be picked, then puts on the screen what was there before, or the first lesson. */
  async start(): Promise<void> {
    const { api, frameStore } = this.deps;
    const [catalogue, lessons] = await Promise.all([api.catalogue(), api.lessons()]);
    useCatalogueState.setState({ catalogue });
    useLessonsState.setState({ lessons });
    await this.begin();
    this.comparison.begin(this.deps.namedComparison());
    frameStore.whenInterestChanges(() => this.watchSync.soon());
    this.unsubscribes.push(useProject.subscribe((now, before) => this.drawingChanged(now, before)));
    this.check(drawing());
    this.look(drawing().data);
    this.watchSync.soon();
  }

  close(): void {
    for (const unsubscribe of this.unsubscribes) unsubscribe();
    this.drafts.close();
    this.continueOnPaint.close();
    this.watchSync.close();
    clearTimeout(this.picturesTimer);
    this.deps.frameStore.whenInterestChanges(() => undefined);
    this.autosave.close();
    this.stream.close();
  }

  // ---- the verbs

  async play(): Promise<void> {
    await this.drafts.settled();
    const run = shownRun();
    if (!run || isOver(run) || isStale()) return this.startDrawing();
    await this.command({ type: "play" });
  }

  async pause(): Promise<void> {
    await this.command({ type: "pause" });
  }

  async toggle(): Promise<void> {
    await (isGoing(shownRun()) ? this.pause() : this.play());
  }

  async step(unit: "batch" | "epoch"): Promise<void> {
    await this.drafts.settled();
    const run = shownRun();
    const isNew = !run || isOver(run) || (isStale() && !isGoing(run));
    if (isNew && !(await this.drafts.make({ draft: false, paused: true }))) return;
    await this.command({ type: "step", unit, count: 1 });
  }

  async stop(): Promise<void> {
    await this.command({ type: "stop" });
  }

  /** The same start again: the run's own when it is what is drawn, else the drawing's. */
  async reset(): Promise<void> {
    await this.drafts.settled();
    const run = shownRun();
    if (!run) return;
    if (run.draft && run.step === 0 && !isStale()) return;
    const isOther = isStale() || isSetOtherwise() || isContinued(useRunsState.getState().project);
    if (useCheck.getState().report?.ok && isOther) {
      await this.stopShown();
      await this.drafts.make({ draft: true, paused: true });
    } else await this.drafts.again(run, false);
  }

  async newSeed(): Promise<void> {
    await this.drafts.settled();
    const run = shownRun();
    const { project } = useRunsState.getState();
    if (run && !isStale() && !isContinued(project)) return this.drafts.again(run, true);
    const [seed = 1] = crypto.getRandomValues(new Uint32Array(1));
    useProject.getState().setTraining({ seed: seed >>> 1 });
  }

  lookAgain(): void {
    this.check(drawing());
    this.look(drawing().data);
  }

  painted(): void {
    this.continueOnPaint.painted();
  }

  async setSpeed(stepsPerSecond: number | null): Promise<void> {
    usePreferences.getState().set({ speed: stepsPerSecond });
    const run = shownRun();
    if (run && !isOver(run)) await this.sendSpeed();
  }

  async showRun(id: string): Promise<void> {
    if (shownRun()?.id === id && !isStale()) return;
    this.drafts.runChosen();
    try {
      const detail = await this.deps.api.run(id);
      this.show(detail);
      this.deps.frameStore.keepOnly(detail.info.id);
      this.draw(detail, null);
    } catch (error) {
      notifyError(error);
    }
  }

  async startDrawing(): Promise<void> {
    const { speed } = usePreferences.getState();
    const before = shownRun();
    const started = await this.drafts.make({ draft: false, paused: speed !== null });
    if (!started) return;
    if (before && isGoing(before)) await this.tell(before.id, { type: "stop" });
    if (speed !== null) await this.command({ type: "play" });
  }

  async deleteRun(id: string): Promise<void> {
    this.deleted.add(id);
    try {
      await this.deps.api.deleteRun(id);
      if (shownRun()?.id === id) await this.drafts.make({ draft: true, paused: true });
    } catch (error) {
      this.deleted.delete(id);
      notifyError(error);
    }
  }

  compare(id: string): void {
    this.comparison.add(id);
  }

  uncompare(id: string): void {
    this.comparison.remove(id);
  }

  openComparison(ids?: readonly string[]): void {
    if (ids) this.comparison.begin(ids);
    else this.comparison.open();
  }

  closeComparison(): void {
    this.comparison.close();
  }

  async commandCompared(type: ComparisonCommand): Promise<void> {
    await this.comparison.all(type);
  }

  async sideBySide(projects: readonly ProjectFile[]): Promise<void> {
    const [first] = await this.comparison.sideBySide(projects);
    if (first !== undefined) await this.showRun(first);
  }

  async fork(original: RunInfo, projects: readonly ProjectFile[]): Promise<number> {
    return this.comparison.fork(original, projects);
  }

  savedProjects(): Promise<readonly ProjectCard[]> {
    return this.deps.api.projects();
  }

  async openProject(id: string): Promise<void> {
    useProject.getState().load(await this.deps.api.project(id));
    this.autosave.begin(drawing(), id, keptRun());
  }

  async holdStill(): Promise<void> {
    await this.drafts.settled();
    const run = shownRun();
    if (isGoing(run)) return this.pause();
    if (!run || isOver(run) || isStale()) await this.drafts.make({ draft: true, paused: true });
  }

  async measure(probe: ProbeJson): Promise<Measured> {
    const run = shownRun();
    if (!run) throw new Error("nothing was built yet that could be measured");
    const frame: Frame = await this.stream.measure(run.id, probe);
    const { readings, step, epoch } = frame;
    const [reading] = readings;
    if (!reading) throw new Error(`${probeKey(probe)} measured nothing`);
    return { reading, readings, run: run.id, step, epoch };
  }

  // ---- what is shown

  /** Chooses what the page opens with. */
  private async begin(): Promise<void> {
    const saved = this.autosave.restore();
    const named = await this.find(this.deps.namedRun());
    const before = named ?? (await this.find(saved?.run ?? null));
    if (before && (named || !isOver(before.info))) return this.open(before, saved);
    if (saved?.isEdited) return this.openDrawing(saved, before);
    const runs = await this.deps.api.runs();
    const going = runs.find(isGoing) ?? runs.find((run) => run.state === "paused");
    const found = await this.find(going?.id ?? null);
    if (found) return this.open(found, null);
    return this.openDrawing(saved, before);
  }

  private open(detail: RunDetail, saved: Saved | null): void {
    this.show(detail);
    this.draw(detail, saved?.run === detail.info.id ? saved : null);
  }

  private openDrawing(saved: Saved | null, before: RunDetail | null): void {
    const file = saved?.file ?? useLessonsState.getState().lessons[0]?.project ?? drawing();
    if (before) this.show(before);
    this.put(file, saved);
  }

  /** Puts the project of a run on the canvas, as it was edited since where this browser knows it. */
  private draw(detail: RunDetail, saved: Saved | null): void {
    this.put(saved?.file ?? asDrawn(detail.project), saved);
    if (isOver(detail.info)) return;
    for (const [field, value] of Object.entries(detail.info.settings)) writeSetting(field, value);
  }

  private put(file: ProjectFile, saved: Saved | null): void {
    const isFirst = useProject.getState().origin === 0;
    useProject.getState().load(file);
    if (isFirst) useProject.temporal.getState().clear();
    this.origin = useProject.getState().origin;
    this.autosave.begin(drawing(), saved?.project ?? null, keptRun());
    if (saved?.isEdited) this.autosave.changed(drawing());
  }

  /** Puts a run on the screen; the one before goes on without this page. */
  private show({ info, project }: RunDetail): void {
    const before = shownRun();
    useRunsState.setState({
      run: info,
      project: normalise(project),
      status: null,
      series: this.comparison.seriesOf(info.id) ?? emptySeries(info.id),
    });
    if (before && before.id !== info.id) this.leave(before);
    this.isOtherWork = false;
    this.liveSettings.show(info);
    if (info.steps_per_second !== null || !this.drafts.isOwn(info.id)) {
      usePreferences.getState().set({ speed: info.steps_per_second });
    }
    this.stream.subscribe(info.id, () => lastSeq(useRunsState.getState().series));
    this.watchSync.now();
    this.deps.nameRun(info.draft ? null : info.id);
    this.autosave.shows(keptRun());
    clearTimeout(this.picturesTimer);
    this.picturesTimer = setTimeout(() => this.deps.frameStore.keepOnly(info.id), OLD_PICTURES_MS);
  }

  private leave(run: RunInfo): void {
    if (this.comparison.takeOver(run.id)) return;
    this.stream.unsubscribe(run.id);
    this.drafts.takeAway(run);
  }

  private async find(id: string | null): Promise<RunDetail | null> {
    if (id === null) return null;
    try {
      return await this.deps.api.run(id);
    } catch (error) {
      if (error instanceof ApiError && error.status === 404) return null;
      throw error;
    }
  }

  private async stopShown(): Promise<void> {
    if (isGoing(shownRun())) await this.command({ type: "stop" });
  }

  // ---- the drawing

  private drawingChanged(
    now: ReturnType<typeof useProject.getState>,
    before: ReturnType<typeof useProject.getState>,
  ): void {
    if (now.file === before.file) return;
    if (now.origin !== this.origin) {
      this.origin = now.origin;
      this.isOtherWork = true;
      this.drafts.newWork();
      this.autosave.begin(now.file, null, keptRun());
    } else this.autosave.changed(now.file);
    if (now.file.data !== before.file.data) this.look(now.file.data);
    const isSameVersion = now.file.torchground === before.file.torchground;
    if (isSameVersion && isSameWork(now.file, before.file)) return;
    this.liveSettings.drawingChanged();
    this.check(now.file);
  }

  /** Whether the run on the screen is of another piece of work: what is set in one is nothing to the other. */
  private isApart(): boolean {
    return this.isOtherWork && isStale();
  }

  private checked(report: Report, file: ProjectFile): void {
    useCheck.setState({ report, file, problem: null });
    if (report.ok) this.drafts.drawingIsFit();
    this.drafts.soon();
  }

  private notSaved(error: unknown): void {
    notify(
      `your drawing could not be saved on the server (${sentenceOf(error)}); it is kept in this browser`,
    );
  }

  // ---- the line

  private arrived({ messages, frames, unread }: Batch): void {
    for (const why of unread) notify(why);
    const before = useRunsState.getState();
    const after = applyMessages(before, messages);
    if (after !== before) useRunsState.setState(after);
    this.comparison.arrived(messages);
    const shown = shownRun();
    this.deps.frameStore.take(frames.filter((frame) => frame.run === shown?.id));
    this.deps.frameStore.takeNamed(frames);
    for (const message of messages) alone(undefined, message, () => this.hear(message));
    if (shown && isUnlisted(before.runs, after.runs, shown.id) && !this.deleted.has(shown.id)) {
      void this.findAgain();
    }
    if (before.runs !== after.runs) void this.comparison.listed(before.runs, after.runs);
    for (const note of newNotes(before.run, shown)) notify(note, { tone: "news" });
    if (shown && leavesHole(after.series, messages)) {
      this.stream.subscribe(shown.id, () => lastSeq(useRunsState.getState().series));
    }
  }

  private hear(message: Down): void {
    if (message.type === "hello") this.greeted(message.instance);
    else if (message.type === "run") this.runChanged(message.run);
    else if (message.type === "refusal") notify(message.error);
    else if (message.type === "probe_problem") this.notMeasured(message);
  }

  private notMeasured({ run, probe, error }: Extract<Down, { type: "probe_problem" }>): void {
    if (run === shownRun()?.id) this.deps.frameStore.fail(probe, error);
    this.deps.frameStore.failNamed(run, probe, error);
  }

  private runChanged(run: RunInfo): void {
    if (run.id !== shownRun()?.id) return;
    this.liveSettings.runChanged(run);
    this.liveSettings.drawingChanged();
    if (!run.draft) {
      this.drafts.keep(run.id);
      this.deps.nameRun(run.id);
      this.autosave.shows(run.id);
    }
  }

  private lineChanged(connection: Connection): void {
    useRunsState.setState({ connection });
    if (connection === "open" && useCheck.getState().problem !== null) this.check(drawing());
  }

  private greeted(instance: string): void {
    const isNew = this.instance !== null && this.instance !== instance;
    this.instance = instance;
    if (!isNew) return;
    void this.findAgain();
    void this.comparison.findAgain();
  }

  /** The server was started anew, or another page deleted the run: what is gone makes way for the drawing. */
  private async findAgain(): Promise<void> {
    const run = shownRun();
    if (!run) return this.drafts.soon();
    try {
      if (await this.find(run.id)) return;
      if (!run.draft) notify(`the server has no run “${run.title}” any more; here is the drawing`);
      useRunsState.setState({ run: null, project: null, status: null, series: emptySeries(null) });
      this.stream.unsubscribe(run.id);
      this.drafts.now();
    } catch (error) {
      notifyError(error);
    }
  }

  private async command(command: Command): Promise<void> {
    const run = shownRun();
    if (run) await this.tell(run.id, command);
  }

  /** Sends a command; a refusal is shown. */
  private async tell(run: string, command: Command): Promise<void> {
    try {
      const answer: Answer = await this.stream.command(run, command);
      if (!answer.ok) notify(answer.error ?? `the run refused to ${command.type}`);
    } catch (error) {
      notifyError(error);
    }
  }

  private async sendSpeed(): Promise<void> {
    const value = usePreferences.getState().speed;
    await this.command({ type: "set", field: "steps_per_second", value });
  }
}

// ---- small pieces

async function savedOver(api: Api, id: string, file: ProjectFile): Promise<boolean> {
  try {
    await api.saveProject(id, file);
    return true;
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return false;
    throw error;
  }
}

function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Whether a run was in the list and is not any more. */
function isUnlisted(before: readonly RunInfo[], after: readonly RunInfo[], id: string): boolean {
  return (
    before !== after && before.some((run) => run.id === id) && !after.some((run) => run.id === id)
  );
}
