/** The newest frame of every probe and who looks at which; outside React, so that pictures need no re-render. */
import { probeKey } from "../api/probeKey";
import type { Frame } from "../api/reading";
import type { ProbeJson } from "../api/types";

/** What a probe last measured, or why it could not. */
export interface Seen {
  readonly frame: Frame | undefined;
  readonly problem: string | undefined;
}

const NOTHING: Seen = { frame: undefined, problem: undefined };

interface Watched {
  readonly probe: ProbeJson;
  readonly listeners: Set<() => void>;
}

export class Board {
  private isAway = false;
  private readonly watched = new Map<string, Watched>();
  private readonly seen = new Map<string, Seen>();

  /** `onInterest` is called when a probe gets its first looker or loses its last one. */
  constructor(private onInterest: () => void = () => undefined) {}

  whenInterestChanges(listener: () => void): void {
    this.onInterest = listener;
  }

  /** Looks at a probe until the function it gives is called; `listener` hears of every new frame. */
  watch(probe: ProbeJson, listener: () => void): () => void {
    const key = probeKey(probe);
    const watched = this.watched.get(key) ?? { probe, listeners: new Set() };
    watched.listeners.add(listener);
    if (!this.watched.has(key)) {
      this.watched.set(key, watched);
      this.onInterest();
    }
    return () => this.unwatch(key, watched, listener);
  }

  /** Nobody sees a hidden tab: nothing is measured for it. */
  setAway(isAway: boolean): void {
    if (this.isAway === isAway) return;
    this.isAway = isAway;
    this.onInterest();
  }

  /** All probes somebody looks at. */
  probes(): ProbeJson[] {
    if (this.isAway) return [];
    return [...this.watched.values()].map(({ probe }) => probe);
  }

  look(key: string): Seen {
    return this.seen.get(key) ?? NOTHING;
  }

  /** Takes new frames, at most one a probe, and tells whoever looks. */
  take(frames: readonly Frame[]): void {
    for (const frame of frames) this.put(frame.probe, { frame, problem: undefined });
  }

  /** Remembers why a probe could not measure; its last frame is not shown any more. */
  fail(key: string, problem: string): void {
    this.put(key, { frame: undefined, problem });
  }

  /** Forgets what nobody looks at any more. */
  prune(): void {
    for (const key of this.seen.keys()) if (!this.watched.has(key)) this.seen.delete(key);
  }

  /** Forgets what was measured in other runs than this one. */
  keepOnly(run: string): void {
    for (const [key, { frame }] of [...this.seen]) {
      if (frame?.run === run) continue;
      this.seen.delete(key);
      this.tell(key);
    }
  }

  /** Forgets everything that was measured. */
  clear(): void {
    const keys = [...this.seen.keys()];
    this.seen.clear();
    for (const key of keys) this.tell(key);
  }

  private put(key: string, seen: Seen): void {
    this.seen.set(key, seen);
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
