/**
 * One page's session: what is on the canvas and the run on the screen, kept in step with the server.
 *
 * The road: the drawing changes → it is checked → when it is fit, a draft run of it is made (so that pictures are
 * real numbers before anybody presses play) → the run's points and readings come over the stream into the store.
 */
import { sentenceOf } from "../api/sentenceOf";
import { ApiError, isDelayed, type Api, type ProjectCard } from "../api/client";
import { probeKey } from "../api/probeKey";
import type { Frame } from "../api/reading";
import type { Command, ProbeJson, ProjectFile, RunInfo, RunLabels } from "../api/types";
import { isContinued } from "../project/continuedRun";
import { normalise } from "../project/graph";
import { isGoing, isOver } from "../project/runState";
import { finder, useCatalogueState } from "../store/catalogue";
import { useCheck } from "../store/check";
import { useLessonsState, useShownByLesson } from "../store/lessons";
import { isLookedAt, sayLooking } from "../store/looking";
import { dismissOf, notify, notifyError } from "../store/messages";
import { usePreferences } from "../store/preferences";
import { useProject } from "../store/project";
import { useRunsState } from "../store/runs";
import { Autosave } from "./autosave";
import { forgetPassedMessages } from "./causes";
import { Comparison, type ComparisonCommand } from "./comparison";
import { ContinueOnPaint } from "./continueOnPaint";
import { DraftRuns } from "./draftRuns";
import {
  drawing,
  isSetOtherwise,
  isStale,
  keptRun,
  sharedSettings,
  shownRun,
  writeSetting,
} from "./drawingAndRun";
import { DrawingCheck } from "./drawingCheck";
import { Incoming } from "./incoming";
import { KeptRuns, notifyIfDelayed } from "./keptRuns";
import { copyOfShown } from "./makeMine";
import { LiveSettingsSync } from "./liveSettingsSync";
import { RunCommands } from "./runCommands";
import { PageScreen } from "./screen";
import type { Measured, Session } from "./session";
import type { SessionDeps, SessionStream } from "./sessionDeps";
import { ShownRuns } from "./shownRuns";
import { closeSlowStep } from "./slowStep";
import { trainOn } from "./trainOn";
import { WatchSync } from "./watchSync";

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
  private readonly drawingCheck: DrawingCheck;
  private readonly commands: RunCommands;
  private readonly screen: PageScreen;
  private readonly incoming: Incoming;
  private readonly unsubscribes: (() => void)[] = [];
  private readonly shownRuns = new ShownRuns();
  private readonly keptRuns: KeptRuns;

  constructor(private readonly deps: SessionDeps) {
    this.commands = new RunCommands((run, command) => this.stream.command(run, command));
    this.autosave = new Autosave({
      storage: deps.storage,
      create: (file) => created(deps.api, file),
      save: (id, file) => savedOver(deps.api, id, file),
      failed: (error) => this.notSaved(error),
      worked: () => dismissOf(["unsaved"]),
    });
    this.liveSettings = new LiveSettingsSync({
      send: (run, field, value) => this.stream.command(run, { type: "set", field, value }),
      drawn: () => (this.screen.isApart() || !mayChange() ? {} : sharedSettings()),
      write: (field, value) => {
        const isTheirs = !mayChange() && !isLooking();
        if (!this.screen.isApart() && !isTheirs) writeSetting(field, value);
      },
      refused: (sentence) => notify(sentence, { cause: "command" }),
    });
    this.drafts = new DraftRuns({
      api: deps.api,
      show: (detail) => this.screen.show(detail),
      sendSpeed: () => this.commands.sendSpeed(),
      caughtUp: () => this.liveSettings.drawingChanged(),
      trained: () => this.shownRuns.of(drawing(), useRunsState.getState().runs, finder()),
    });
    this.keptRuns = new KeptRuns(deps.api, () => this.drafts.make({ draft: true, paused: true }));
    this.continueOnPaint = new ContinueOnPaint({
      api: deps.api,
      drafts: this.drafts,
      tell: (run, command) => this.commands.to(run, command),
      deleteRun: (id) => this.deleteRun(id),
    });
    this.comparison = new Comparison({
      api: deps.api,
      follow: (run, after) => this.stream.subscribe(run, after),
      unfollow: (run) => this.stream.unsubscribe(run),
      tell: (run, command) => this.commands.to(run, command),
      name: (runs) => deps.nameComparison(runs),
    });
    this.watchSync = new WatchSync({
      frameStore: deps.frameStore,
      shown: () => shownRun()?.id ?? null,
      follows: (run) => this.comparison.follows(run),
      watch: (run, probes) => this.stream.watch(run, probes),
    });
    this.drawingCheck = new DrawingCheck(deps.api, () => this.drafts.soon());
    const { autosave, liveSettings, drafts, comparison, watchSync } = this;
    const { shownRuns } = this;
    const parts = { ...deps, autosave, liveSettings, drafts, comparison, watchSync, shownRuns };
    this.screen = new PageScreen({
      ...parts,
      stream: () => this.stream,
      check: (file) => this.drawingCheck.check(file),
      preview: (request) => this.drawingCheck.preview(request),
    });
    this.incoming = new Incoming({
      ...parts,
      stream: () => this.stream,
      screen: this.screen,
      check: () => this.drawingCheck.check(drawing()),
      isDeleted: (run) => this.keptRuns.deleted.has(run),
    });
    this.stream = deps.openStream({
      onBatch: (batch) => this.incoming.arrived(batch),
      onConnection: (connection, why) => this.incoming.connectionChanged(connection, why),
      onLine: (line) => useRunsState.setState({ line, pace: null }),
    });
  }

  /** Loads the catalogue and the lessons, then shows what was on the screen before, or the first lesson. */
  async start(): Promise<void> {
    const { api, frameStore } = this.deps;
    const [catalogue, lessons] = await Promise.all([api.catalogue(), api.lessons()]);
    useCatalogueState.setState({ catalogue });
    useLessonsState.setState({ lessons });
    await this.screen.begin();
    this.comparison.begin(this.deps.namedComparison());
    frameStore.whenInterestChanges(() => this.watchSync.soon());
    this.unsubscribes.push(
      useProject.subscribe((now, before) => this.screen.drawingChanged(now, before)),
    );
    this.unsubscribes.push(forgetPassedMessages());
    this.drawingCheck.again();
    this.watchSync.soon();
  }

  close(): void {
    for (const unsubscribe of this.unsubscribes) unsubscribe();
    this.drafts.close();
    this.continueOnPaint.close();
    this.watchSync.close();
    this.screen.close();
    this.deps.frameStore.whenInterestChanges(() => undefined);
    this.autosave.close();
    this.stream.close();
  }

  // ---- the verbs

  async play(): Promise<void> {
    if (isLooking()) return sayLooking();
    await this.drafts.settled();
    const run = shownRun();
    if (!run || isOver(run) || isStale() || !mayChange()) return this.startDrawing();
    await this.commands.toShown({ type: "play" });
  }

  async pause(): Promise<void> {
    await this.commands.toShown({ type: "pause" });
  }

  async toggle(): Promise<void> {
    await (isGoing(shownRun()) && mayChange() ? this.pause() : this.play());
  }

  async step(unit: "batch" | "epoch"): Promise<void> {
    if (isLooking()) return sayLooking();
    await this.drafts.settled();
    const run = shownRun();
    const isNew = !run || isOver(run) || (isStale() && !isGoing(run)) || !mayChange();
    if (isNew && !(await this.drafts.make({ draft: false, paused: true }))) return;
    await this.commands.toShown({ type: "step", unit, count: 1 });
  }

  async command(command: Command): Promise<void> {
    await this.commands.toShown(command);
  }

  /** Restarts the run if it belongs to the drawing; else makes a draft of the drawing. */
  async reset(): Promise<void> {
    if (isLooking()) return sayLooking();
    await this.drafts.settled();
    const run = shownRun();
    if (!run) return;
    if (run.draft && run.step === 0 && !isStale()) return;
    const isOther =
      isStale() || !mayChange() || isSetOtherwise() || isContinued(useRunsState.getState().project);
    if (useCheck.getState().report?.ok && isOther) {
      if (isGoing(shownRun())) await this.command({ type: "stop" });
      await this.drafts.make({ draft: true, paused: true });
    } else if (mayChange()) await this.drafts.again(run, false);
  }

  async newSeed(): Promise<void> {
    if (isLooking()) return sayLooking();
    await this.drafts.settled();
    const run = shownRun();
    const { project } = useRunsState.getState();
    if (run && mayChange() && !isStale() && !isContinued(project))
      return this.drafts.again(run, true);
    const [seed = 1] = crypto.getRandomValues(new Uint32Array(1));
    useProject.getState().setTraining({ seed: seed >>> 1 });
  }

  checkAgain(): void {
    this.drawingCheck.again();
  }

  painted(): void {
    this.continueOnPaint.painted();
  }

  async setSpeed(stepsPerSecond: number | null): Promise<void> {
    usePreferences.getState().set({ speed: stepsPerSecond });
    const run = shownRun();
    if (run && !isOver(run)) await this.commands.sendSpeed();
  }

  async showRun(id: string): Promise<void> {
    if (shownRun()?.id === id && !isStale()) return;
    this.drafts.runChosen();
    try {
      const detail = await this.deps.api.run(id);
      this.screen.show(detail);
      this.deps.frameStore.keepOnly(detail.info.id);
      this.screen.draw(detail, null);
    } catch (error) {
      notifyError(error);
    }
  }

  async makeMine(): Promise<void> {
    const copy = await copyOfShown(this.deps.api);
    if (!copy) return;
    useProject.getState().load(copy.project);
    notify(copy.words, { tone: "news" });
    this.autosave.changed(drawing());
    await this.drafts.make({ draft: true, paused: true });
  }

  beginAnew(): void {
    this.drafts.runChosen();
    this.comparison.begin([]);
    this.screen.clear();
    closeSlowStep();
    useShownByLesson.setState({ shows: null });
    usePreferences.getState().set({ speed: null, sample: { index: 0, of: "test" } });
    useProject.getState().load(normalise({}));
    this.drafts.newWork(false);
  }

  async trainOn(): Promise<void> {
    await this.drafts.settled();
    const run = shownRun();
    if (run) await trainOn(run, this.deps.api, this.drafts, this.commands);
  }

  async tellRun(id: string, command: Command): Promise<void> {
    await this.commands.to(id, command);
  }

  async startDrawing(): Promise<void> {
    const { speed } = usePreferences.getState();
    const before = mayChange() ? shownRun() : null;
    const started = await this.drafts.make({ draft: false, paused: speed !== null });
    if (!started) return;
    if (before && isGoing(before)) await this.commands.to(before.id, { type: "stop" });
    if (speed !== null) await this.commands.toShown({ type: "play" });
  }

  deleteRun(id: string): Promise<void> {
    return this.keptRuns.delete(id);
  }

  deleteRuns(ids: readonly string[]): Promise<number> {
    return this.keptRuns.deleteMany(ids);
  }

  labelRun(id: string, labels: RunLabels): Promise<void> {
    return this.keptRuns.label(id, labels);
  }

  listRuns(): Promise<void> {
    return this.keptRuns.list();
  }

  projectOfRun(id: string): Promise<ProjectFile> {
    return this.keptRuns.project(id);
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
    if (isLooking()) {
      if (isGoing(run)) throw new Error("a run of somebody else goes on; make it yours to hold it");
      return;
    }
    if (isGoing(run) && mayChange()) return this.pause();
    if (!run || !mayChange() || isOver(run) || isStale())
      await this.drafts.make({ draft: true, paused: true });
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

  private notSaved(error: unknown): void {
    notify(
      `your drawing could not be saved on the server (${sentenceOf(error)}); it is kept in this browser`,
      { cause: "unsaved" },
    );
  }
}

/** Whether this browser may change the run on the screen. */
function mayChange(): boolean {
  return useRunsState.getState().mayChange;
}

/** Whether the drawing on the canvas is that of a run that is only looked at. */
function isLooking(): boolean {
  return isLookedAt(useProject.getState().origin);
}

/** The id of a new project, also where the server saves it later. */
async function created(api: Api, file: ProjectFile): Promise<string> {
  try {
    return await api.createProject(file);
  } catch (error) {
    if (!isDelayed(error) || error.made === null) throw error;
    notifyError(error);
    return error.made;
  }
}

async function savedOver(api: Api, id: string, file: ProjectFile): Promise<boolean> {
  try {
    await api.saveProject(id, file).catch(notifyIfDelayed);
    return true;
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return false;
    throw error;
  }
}
