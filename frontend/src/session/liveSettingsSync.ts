/** Keeps the live settings of the drawing and of the run on the screen the same, whichever side changes them. */
import type { Answer, RunInfo, Setting } from "../api/types";
import { isFresh, isOver } from "../project/runState";

/** Settings by field, as the run lists them: `l1`, `optimizer.lr`. */
type Settings = Readonly<Record<string, Setting>>;

export interface LiveSettingsSyncDeps {
  /** Sends one change to the run. */
  send(run: string, field: string, value: Setting): Promise<Answer>;
  /** The drawing's live settings now. */
  drawn(): Settings;
  /** Writes one into the drawing, without an undo step. */
  write(field: string, value: Setting): void;
  refused(sentence: string): void;
}

/** How long after a change of ours the run may still tell the value before it. */
const ECHO_MS = 1_000;

export class LiveSettingsSync {
  private run: RunInfo | null = null;
  /** What the run is known to have. */
  private known = new Map<string, Setting>();
  private readonly waiting = new Map<string, Setting>();
  private readonly sentAt = new Map<string, number>();
  private isSending = false;

  constructor(private readonly deps: LiveSettingsSyncDeps) {}

  /** Another run is on the screen. */
  show(run: RunInfo | null): void {
    this.run = run;
    this.known = new Map(Object.entries(run?.settings ?? {}));
    this.waiting.clear();
    this.sentAt.clear();
  }

  /** The drawing may have changed: what differs goes to the run, the newest value of each field only. */
  drawingChanged(): void {
    if (!this.run || isOver(this.run) || isFresh(this.run)) return;
    const drawn = this.deps.drawn();
    for (const [field, before] of this.known) {
      const value = drawn[field];
      if (value === undefined || value === (this.waiting.get(field) ?? before)) continue;
      this.waiting.set(field, value);
    }
    void this.pump();
  }

  /** The run said how it is: what changed elsewhere is written into the drawing. */
  runChanged(run: RunInfo): void {
    if (run.id !== this.run?.id) return;
    this.run = run;
    const now = performance.now();
    for (const [field, value] of Object.entries(run.settings)) {
      const isOurs =
        this.waiting.has(field) || now - (this.sentAt.get(field) ?? -ECHO_MS) < ECHO_MS;
      if (isOurs || this.known.get(field) === value) continue;
      this.known.set(field, value);
      this.deps.write(field, value);
    }
  }

  private async pump(): Promise<void> {
    if (this.isSending) return;
    this.isSending = true;
    try {
      for (let next = this.next(); next && this.run; next = this.next()) await this.set(...next);
    } finally {
      this.isSending = false;
    }
  }

  private next(): [string, Setting] | undefined {
    return this.waiting.entries().next().value;
  }

  private async set(field: string, value: Setting): Promise<void> {
    const { run } = this;
    if (!run) return;
    this.waiting.delete(field);
    this.sentAt.set(field, performance.now());
    const before = this.known.get(field) ?? null;
    this.known.set(field, value);
    const error = await this.deps.send(run.id, field, value).then(
      (answer) => (answer.ok ? null : (answer.error ?? `${field} could not be set`)),
      (lost: unknown) => (lost instanceof Error ? lost.message : String(lost)),
    );
    if (error === null || run.id !== this.run?.id) return;
    this.known.set(field, before);
    this.deps.write(field, before);
    this.deps.refused(error);
  }
}
