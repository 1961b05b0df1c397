/**
 * The newest frame of every probe, and who watches which. It is outside React, so that pictures need no re-render.
 *
 * A probe is watched in the run on the screen, whichever that is, or in one run by its id.
 */
import { probeKey } from "../api/probeKey";
import type { Frame } from "../api/reading";
import type { ProbeJson } from "../api/types";

/** What a probe last measured, or why it could not. */
export interface Latest {
  readonly frame: Frame | undefined;
  readonly problem: string | undefined;
}

const NOTHING: Latest = { frame: undefined, problem: undefined };

/** The id of a run, or null for the one on the screen. */
export type RunRef = string | null;

interface Watched {
  readonly probe: ProbeJson;
  readonly run: RunRef;
  readonly listeners: Set<() => void>;
}

export class FrameStore {
  private isAway = false;
  private readonly watched = new Map<string, Watched>();
  private readonly latest = new Map<string, Latest>();

  /** `onInterest` is called when a probe gets its first watcher or loses its last one. */
  constructor(private onInterest: () => void = () => undefined) {}

  whenInterestChanges(listener: () => void): void {
    this.onInterest = listener;
  }

  /** Watches a probe until the returned function is called. `listener` is called with every new frame. */
  watch(probe: ProbeJson, listener: () => void, run: RunRef = null): () => void {
    const key = placeOf(probeKey(probe), run);
    const watched = this.watched.get(key) ?? { probe, run, listeners: new Set() };
    watched.listeners.add(listener);
    if (!this.watched.has(key)) {
      this.watched.set(key, watched);
      this.onInterest();
    }
    return () => this.unwatch(key, watched, listener);
  }

  /** Says whether the tab is hidden. Nothing is measured for a hidden tab. */
  setAway(isAway: boolean): void {
    if (this.isAway === isAway) return;
    this.isAway = isAway;
    this.onInterest();
  }

  /** All watched probes of the run on the screen, or of the run with this id. */
  probes(of: RunRef = null): ProbeJson[] {
    if (this.isAway) return [];
    return [...this.watched.values()].filter(({ run }) => run === of).map(({ probe }) => probe);
  }

  /** The runs that are watched by their id. */
  namedRuns(): string[] {
    const names = [...this.watched.values()].flatMap(({ run }) => (run === null ? [] : [run]));
    return [...new Set(names)];
  }

  latestOf(key: string, run: RunRef = null): Latest {
    return this.latest.get(placeOf(key, run)) ?? NOTHING;
  }

  /** Takes new frames of the run on the screen, at most one a probe, and calls the listeners. */
  take(frames: readonly Frame[]): void {
    for (const frame of frames) this.put(frame.probe, { frame, problem: undefined });
  }

  /** Takes new frames for those who watch their run by its id. */
  takeNamed(frames: readonly Frame[]): void {
    for (const frame of frames) {
      this.putNamed(frame.run, frame.probe, { frame, problem: undefined });
    }
  }

  /** Remembers why a probe could not measure; its last frame is not shown any more. */
  fail(key: string, problem: string): void {
    this.put(key, { frame: undefined, problem });
  }

  failNamed(run: string, key: string, problem: string): void {
    this.putNamed(run, key, { frame: undefined, problem });
  }

  /**
   * A run may be watched both as the one on the screen and by its id, but the server sends each frame once. A frame that
   * one of the two has is given to the other.
   */
  share(shown: string): void {
    for (const [place, { probe, run }] of this.watched) {
      if (run !== null && run !== shown) continue;
      const from = placeOf(probeKey(probe), run === null ? shown : null);
      const seen = this.latest.get(from);
      const isOfShown = this.latest.get(place)?.frame?.run === shown;
      if (!isOfShown && seen?.frame?.run === shown) this.put(place, seen);
    }
  }

  /** Forgets the frames that nobody watches. */
  prune(): void {
    for (const key of this.latest.keys()) if (!this.watched.has(key)) this.latest.delete(key);
  }

  /** Forgets the frames of other runs, except those that are watched by their id. */
  keepOnly(run: string): void {
    for (const [key, { frame }] of [...this.latest]) {
      if (frame?.run === run || this.watched.get(key)?.run) continue;
      this.latest.delete(key);
      this.tell(key);
    }
  }

  /** Forgets everything that was measured. */
  clear(): void {
    const keys = [...this.latest.keys()];
    this.latest.clear();
    for (const key of keys) this.tell(key);
  }

  private putNamed(run: string, key: string, seen: Latest): void {
    const place = placeOf(key, run);
    if (this.watched.has(place)) this.put(place, seen);
  }

  private put(key: string, seen: Latest): void {
    this.latest.set(key, seen);
    this.tell(key);
  }

  private tell(key: string): void {
    for (const listener of [...(this.watched.get(key)?.listeners ?? [])]) listener();
  }

  private unwatch(key: string, watched: Watched, listener: () => void): void {
    watched.listeners.delete(listener);
    if (watched.listeners.size > 0 || this.watched.get(key) !== watched) return;
    this.watched.delete(key);
    this.onInterest();
  }
}

/** The key of a probe in a run. No run's id has a blank. */
function placeOf(key: string, run: RunRef): string {
  return run === null ? key : `${run} ${key}`;
}
