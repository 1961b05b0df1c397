/** Tells the server which probes are watched: each once, and only for runs that the page shows. */
import { probeKey } from "../api/probeKey";
import type { ProbeJson } from "../api/types";
import type { FrameStore } from "../store/frameStore";

export interface WatchSyncDeps {
  readonly frameStore: FrameStore;
  /** The run on the screen. */
  shown(): string | null;
  /** Whether a run is compared with it. */
  follows(run: string): boolean;
  watch(run: string, probes: readonly ProbeJson[]): void;
}

/** How long changes are collected before they are sent. */
const GATHER_MS = 40;

export class WatchSync {
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** Runs of which probes are watched. */
  private watched = new Set<string>();

  constructor(private readonly deps: WatchSyncDeps) {}

  soon(): void {
    this.timer ??= setTimeout(() => this.now(), GATHER_MS);
  }

  now(): void {
    this.close();
    const { frameStore } = this.deps;
    const shown = this.deps.shown();
    if (shown !== null) frameStore.share(shown);
    frameStore.prune();
    const runs = new Set([...this.watched, ...frameStore.namedRuns()]);
    if (shown !== null) runs.add(shown);
    this.watched = new Set();
    for (const run of runs) {
      if (run !== shown && !this.deps.follows(run)) continue;
      const probes =
        run === shown
          ? [...frameStore.probes(), ...frameStore.probes(run)]
          : frameStore.probes(run);
      this.deps.watch(run, distinct(probes));
      if (probes.length > 0) this.watched.add(run);
    }
  }

  close(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }
}

/** Each probe once. */
function distinct(probes: readonly ProbeJson[]): ProbeJson[] {
  return [...new Map(probes.map((probe) => [probeKey(probe), probe])).values()];
}
