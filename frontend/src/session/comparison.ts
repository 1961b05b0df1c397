/** Keeps the compared runs in step with the server, and passes the person's commands on to them. */
import { ApiError, type Api } from "../api/client";
import type { Command, Down, ProjectFile, RunInfo } from "../api/types";
import { leavesHole } from "../store/apply";
import {
  applyToComparison,
  FEWEST_COMPARED,
  MOST_COMPARED,
  useComparisonState,
  withNews,
  withoutRun,
  withRun,
  type Compared,
} from "../store/comparison";
import { isGoing, isOver } from "../project/runState";
import { newRequest } from "./draftRuns";
import { normalise } from "../project/graph";
import { firstError, notify, notifyError } from "../store/messages";
import { shownRun } from "./drawingAndRun";
import { untilSaved } from "./untilSaved";
import { usePreferences } from "../store/preferences";
import { useRunsState } from "../store/runs";
import { lastSeq, type Series } from "../store/series";

export interface ComparisonDeps {
  readonly api: Pick<Api, "run" | "startRun">;
  /** Subscribes to a run beside the one on the screen. `after` gives the last point that the page has. */
  follow(run: string, after: () => number): void;
  unfollow(run: string): void;
  tell(run: string, command: Command): Promise<void>;
  /** Writes the runs into the page's address. */
  name(runs: readonly string[]): void;
}

/** The commands that go to all compared runs. */
export type ComparisonCommand = "play" | "pause" | "stop";

/** The runs that each command can be sent to. */
export const APPLIES_TO: Readonly<Record<ComparisonCommand, (run: RunInfo) => boolean>> = {
  play: ({ state }) => state === "paused",
  pause: (run) => isGoing(run),
  stop: (run) => !isOver(run),
};

const OF_COMPARISON = { cause: "comparison" } as const;

export class Comparison {
  constructor(private readonly deps: ComparisonDeps) {}

  private get runs(): readonly Compared[] {
    return useComparisonState.getState().runs;
  }

  /** Whether a run is followed for its curve. */
  follows(id: string): boolean {
    const { isOpen, runs } = useComparisonState.getState();
    return isOpen && runs.some((run) => run.id === id);
  }

  /** The points of a run that is compared; undefined where it is not. */
  seriesOf(id: string): Series | undefined {
    return this.runs.find((run) => run.id === id)?.series;
  }

  /** Compares these runs instead of those before. What the page knows of a run is kept. */
  begin(ids: readonly string[]): void {
    const before = this.runs;
    const { isOpen } = useComparisonState.getState();
    useComparisonState.setState({ runs: [], isOpen: false });
    for (const { id } of before) if (isOpen && !ids.includes(id)) this.unfollow(id);
    for (const id of new Set(ids)) this.put(id, before);
    if (this.runs.length >= FEWEST_COMPARED) this.open();
    else this.named();
  }

  /** Adds a run. With the second run the comparison is shown. */
  add(id: string): void {
    if (this.runs.length >= MOST_COMPARED) {
      return void notify(
        `${MOST_COMPARED} runs are compared already, and more curves would look alike; take one out first`,
        OF_COMPARISON,
      );
    }
    this.put(id);
    const { isOpen } = useComparisonState.getState();
    if (isOpen) this.followOne(id);
    else if (this.runs.length >= FEWEST_COMPARED) this.open();
    this.named();
  }

  remove(id: string): void {
    const wasOpen = useComparisonState.getState().isOpen;
    useComparisonState.setState((state) => withoutRun(state, id));
    if (wasOpen) {
      this.unfollow(id);
      if (!useComparisonState.getState().isOpen) for (const run of this.runs) this.unfollow(run.id);
    }
    this.named();
  }

  /** Shows the comparison, if there are at least two runs. */
  open(): void {
    if (this.runs.length < FEWEST_COMPARED) return;
    useComparisonState.setState({ isOpen: true });
    for (const { id } of this.runs) this.followOne(id);
    this.named();
  }

  /** Hides the comparison. Its runs stay ticked and continue. */
  close(): void {
    useComparisonState.setState({ isOpen: false });
    for (const { id } of this.runs) this.unfollow(id);
    this.named();
  }

  /** Starts these changes of a run and compares them with it. Returns how many were started; each refusal is shown. */
  async fork(original: RunInfo, projects: readonly ProjectFile[]): Promise<number> {
    const started = await this.startAll(projects);
    if (started.length === 0) return 0;
    if (original.draft) await this.deps.tell(original.id, { type: "play" });
    this.begin([...this.besides(original.id, started.length), original.id, ...started]);
    return started.length;
  }

  /** Starts these projects and compares them. Returns the ids of the runs that were started; each refusal is shown. */
  async sideBySide(projects: readonly ProjectFile[]): Promise<readonly string[]> {
    const started = await this.startAll(projects.slice(0, MOST_COMPARED));
    if (started.length >= FEWEST_COMPARED) this.begin(started);
    return started;
  }

  /** Plays, pauses or stops all of them. */
  async all(type: ComparisonCommand): Promise<void> {
    const meant = this.runs.filter(({ info }) => info && APPLIES_TO[type](info));
    await Promise.all(meant.map(({ id }) => this.deps.tell(id, { type })));
  }

  /** Takes messages of the stream. The run on the screen has taken its own already. */
  arrived(messages: readonly Down[]): void {
    const shown = useRunsState.getState();
    const before = useComparisonState.getState();
    const after = applyToComparison(before, messages, shown);
    if (after !== before) useComparisonState.setState(after);
    if (!after.isOpen) return;
    for (const { id, series } of after.runs) if (leavesHole(series, messages)) this.followOne(id);
  }

  /** The list of runs has changed. A run that was deleted is no longer compared. */
  async listed(before: readonly RunInfo[], now: readonly RunInfo[]): Promise<void> {
    const known = new Set(now.map(({ id }) => id));
    const gone = this.runs.filter(
      ({ id }) => !known.has(id) && before.some((listed) => listed.id === id),
    );
    for (const { id } of gone) await this.fetch(id);
  }

  /** The server was restarted. A run that it no longer knows is no longer compared. */
  async findAgain(): Promise<void> {
    for (const { id } of this.runs) await this.fetch(id);
  }

  /**
   * A run is no longer on the screen. If it is compared, the page stays subscribed to it. Returns whether it is
   * compared.
   */
  takeOver(id: string): boolean {
    const isFollowed = this.follows(id);
    if (isFollowed) this.followOne(id);
    return isFollowed;
  }

  // ---- small steps

  /** The runs that a forked run stays compared with, as far as there is room beside `numNew` new ones. */
  private besides(id: string, numNew: number): string[] {
    const ids = this.runs.map((run) => run.id);
    const others = ids.includes(id) ? ids.filter((other) => other !== id) : [];
    return others.slice(Math.max(0, others.length + 1 + numNew - MOST_COMPARED));
  }

  private put(id: string, before: readonly Compared[] = []): void {
    const { run, project, series, runs } = useRunsState.getState();
    const info = runs.find((listed) => listed.id === id) ?? null;
    const old = before.find((compared) => compared.id === id);
    const known = run?.id === id ? { id, info: run, project, series } : { id, info, ...old };
    useComparisonState.setState((state) => withRun(state, known));
    if (!this.runs.find((compared) => compared.id === id)?.project) void this.fetch(id);
  }

  /** Asks for a run's project. The run's state also comes over the stream, and that one may be newer. */
  private async fetch(id: string): Promise<void> {
    try {
      const { info, project } = await this.deps.api.run(id);
      const known = this.runs.find((run) => run.id === id)?.info ?? info;
      const news = { info: known, project: normalise(project) };
      useComparisonState.setState((state) => withNews(state, id, news));
    } catch (error) {
      if (error instanceof ApiError && error.status === 404) this.remove(id);
      else notifyError(error);
    }
  }

  private async startAll(projects: readonly ProjectFile[]): Promise<string[]> {
    const started: string[] = [];
    for (const project of projects) {
      const id = await this.start(project);
      if (id === null) break;
      started.push(id);
    }
    return started;
  }

  /** Starts a run at the speed that the person has chosen. */
  private async start(project: ProjectFile): Promise<string | null> {
    const { speed } = usePreferences.getState();
    try {
      const how = { draft: false, paused: speed !== null, request: newRequest() };
      const detail = await untilSaved(() => this.deps.api.startRun({ project, ...how }));
      if (detail === null) return null;
      const { id } = detail.info;
      if (speed === null) return id;
      await this.deps.tell(id, { type: "set", field: "steps_per_second", value: speed });
      await this.deps.tell(id, { type: "play" });
      return id;
    } catch (error) {
      const problem = error instanceof ApiError ? firstError(error.problems) : undefined;
      if (problem) notify(`“${project.title}” was not started: ${problem.sentence}`, OF_COMPARISON);
      else notifyError(error);
      return null;
    }
  }

  private followOne(id: string): void {
    if (id === shownRun()?.id) return;
    this.deps.follow(id, () => {
      const series = this.seriesOf(id);
      return series ? lastSeq(series) : 0;
    });
  }

  private unfollow(id: string): void {
    if (id !== shownRun()?.id) this.deps.unfollow(id);
  }

  private named(): void {
    const { isOpen, runs } = useComparisonState.getState();
    this.deps.name(isOpen ? runs.map(({ id }) => id) : []);
  }
}
