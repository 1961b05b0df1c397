/** What the page shows: the drawing on the canvas, and the run with its pictures. */
import { ApiError, type Api, type PreviewRequest } from "../api/client";
import type { ProjectFile, RunDetail, RunInfo } from "../api/types";
import { asDrawn } from "../project/continuedRun";
import { normalise } from "../project/graph";
import { isGoing, isOver } from "../project/runState";
import type { FrameStore } from "../store/frameStore";
import { useLessonsState } from "../store/lessons";
import { usePreferences } from "../store/preferences";
import { useProject } from "../store/project";
import { useRunsState } from "../store/runs";
import { emptySeries, lastSeq } from "../store/series";
import type { Autosave, Saved } from "./autosave";
import type { Comparison } from "./comparison";
import type { DraftRuns } from "./draftRuns";
import { drawing, isSameWork, isStale, keptRun, shownRun, writeSetting } from "./drawingAndRun";
import type { LiveSettingsSync } from "./liveSettingsSync";
import type { SessionDeps, SessionStream } from "./sessionDeps";
import type { WatchSync } from "./watchSync";
import { previewRequest } from "./previewOf";
import type { ShownRuns } from "./shownRuns";

export interface ScreenParts extends Pick<SessionDeps, "namedRun" | "nameRun"> {
  readonly api: Pick<Api, "run" | "runs">;
  readonly frameStore: Pick<FrameStore, "keepOnly" | "clear">;
  readonly stream: () => SessionStream;
  readonly autosave: Autosave;
  readonly liveSettings: LiveSettingsSync;
  readonly drafts: DraftRuns;
  readonly comparison: Comparison;
  readonly shownRuns: ShownRuns;
  readonly watchSync: WatchSync;
  /** Asks the server what it says of a drawing, and what its data look like. */
  check(file: ProjectFile): void;
  preview(request: PreviewRequest): void;
}

/** How long the pictures of the previous run stay, if those of the new run have not come. */
const OLD_PICTURES_MS = 500;

export class PageScreen {
  private picturesTimer: ReturnType<typeof setTimeout> | undefined;
  private origin = useProject.getState().origin;
  /** Another project was opened, and no run was shown since then. */
  private isOtherWork = false;

  constructor(private readonly parts: ScreenParts) {}

  close(): void {
    clearTimeout(this.picturesTimer);
  }

  /** Chooses and shows what the page opens with. */
  async begin(): Promise<void> {
    const saved = this.parts.autosave.restore();
    const named = await this.find(this.parts.namedRun());
    const before = named ?? (await this.find(saved?.run ?? null));
    if (before && (named || !isOver(before.info))) return this.open(before, saved);
    if (saved?.isEdited) return this.openDrawing(saved, before);
    const runs = await this.parts.api.runs();
    const going = runs.find(isGoing) ?? runs.find((run) => run.state === "paused");
    const found = await this.find(going?.id ?? null);
    if (found) return this.open(found, null);
    return this.openDrawing(saved, before);
  }

  private open(detail: RunDetail, saved: Saved | null): void {
    this.show(detail);
    const isKept = saved?.run === detail.info.id && detail.may_change !== false;
    this.draw(detail, isKept ? saved : null);
  }

  private openDrawing(saved: Saved | null, before: RunDetail | null): void {
    const file = saved?.file ?? useLessonsState.getState().lessons[0]?.project ?? drawing();
    if (before) this.show(before);
    this.put(file, saved);
  }

  /** Puts the project of a run on the canvas, with the edits that this browser has saved. */
  draw(detail: RunDetail, saved: Saved | null): void {
    this.put(saved?.file ?? asDrawn(detail.project), saved);
    if (detail.may_change === false) useRunsState.setState({ lookedAt: this.origin });
    if (isOver(detail.info)) return;
    for (const [field, value] of Object.entries(detail.info.settings)) writeSetting(field, value);
  }

  private put(file: ProjectFile, saved: Saved | null): void {
    const isFirst = useProject.getState().origin === 0;
    useProject.getState().load(file);
    if (isFirst) useProject.temporal.getState().clear();
    this.origin = useProject.getState().origin;
    this.parts.autosave.begin(drawing(), saved?.project ?? null, keptRun());
    if (saved?.isEdited) this.parts.autosave.changed(drawing());
  }

  /** Shows a run. The previous one continues on the server. */
  show({ info, project, may_change: mayChange = true }: RunDetail): void {
    const before = shownRun();
    this.noteShown();
    this.parts.shownRuns.note(info, normalise(project));
    useRunsState.setState({
      run: info,
      project: normalise(project),
      mayChange,
      live: {},
      series: this.parts.comparison.seriesOf(info.id) ?? emptySeries(info.id),
    });
    if (before && before.id !== info.id) this.leave(before);
    this.isOtherWork = false;
    this.parts.liveSettings.show(info);
    if (mayChange && (info.steps_per_second !== null || !this.parts.drafts.isOwn(info.id))) {
      usePreferences.getState().set({ speed: info.steps_per_second });
    }
    this.parts.stream().subscribe(info.id, () => lastSeq(useRunsState.getState().series));
    this.parts.watchSync.now();
    this.parts.nameRun(info.draft ? null : info.id);
    this.parts.autosave.shows(keptRun());
    clearTimeout(this.picturesTimer);
    this.picturesTimer = setTimeout(() => this.parts.frameStore.keepOnly(info.id), OLD_PICTURES_MS);
  }

  /** Takes the run off the screen with its numbers and pictures. It continues on the server. */
  clear(): void {
    const before = shownRun();
    this.noteShown();
    useRunsState.setState({
      run: null,
      project: null,
      mayChange: true,
      live: {},
      series: emptySeries(null),
    });
    this.parts.liveSettings.show(null);
    this.parts.nameRun(null);
    clearTimeout(this.picturesTimer);
    this.parts.frameStore.clear();
    if (before) this.leave(before);
    this.parts.watchSync.now();
  }

  private noteShown(): void {
    const { run, project } = useRunsState.getState();
    if (run && project) this.parts.shownRuns.note(run, project);
  }

  private leave(run: RunInfo): void {
    if (this.parts.comparison.takeOver(run.id)) return;
    this.parts.stream().unsubscribe(run.id);
    this.parts.drafts.takeAway(run);
  }

  /** A run by its id; null where the server does not know it. */
  async find(id: string | null): Promise<RunDetail | null> {
    if (id === null) return null;
    try {
      return await this.parts.api.run(id);
    } catch (error) {
      if (error instanceof ApiError && error.status === 404) return null;
      throw error;
    }
  }

  /** Follows what a person does to the drawing. */
  drawingChanged(
    now: ReturnType<typeof useProject.getState>,
    before: ReturnType<typeof useProject.getState>,
  ): void {
    if (now.file === before.file) return;
    if (now.origin !== this.origin) {
      this.origin = now.origin;
      this.isOtherWork = true;
      this.parts.drafts.newWork();
      this.parts.autosave.begin(now.file, null, keptRun());
    } else this.parts.autosave.changed(now.file);
    const isOtherSplit = now.file.training.val_fraction !== before.file.training.val_fraction;
    if (now.file.data !== before.file.data || isOtherSplit)
      this.parts.preview(previewRequest(now.file));
    const isSameVersion =
      now.file.torchground === before.file.torchground && now.file.blocks === before.file.blocks;
    const isApartFromRun = now.origin !== before.origin && !useRunsState.getState().mayChange;
    if (isSameVersion && isSameWork(now.file, before.file) && !isApartFromRun) return;
    this.parts.liveSettings.drawingChanged();
    this.parts.check(now.file);
  }

  /**
   * Whether the run on the screen belongs to another project. Then its live settings and the drawing's are not synced.
   */
  isApart(): boolean {
    return this.isOtherWork && isStale();
  }
}
