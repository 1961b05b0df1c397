/** Keeps the live settings of the drawing and of the run on the screen the same, whichever side changes them. */
import { sentenceOf } from "../api/sentenceOf";
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

/** How long after the answer to a change of ours the run may still tell a value from before it. */
const ECHO_MS = 1_000;

/** A change of ours that the run has not told of yet. */
interface Ours {
  readonly value: Setting;
  /** What the run had before, and what we sent since: values that it may still tell although ours is on its way. */
  readonly past: ReadonlySet<Setting>;
  /** Ends the wait for the run to tell ours; undefined until ours is answered. */
  timer?: ReturnType<typeof setTimeout>;
  /** The last of the past values that was told meanwhile: late news of ours, or a change back from elsewhere. */
  reported?: { readonly value: Setting };
}

export class LiveSettingsSync {
  private run: RunInfo | null = null;
  /** What the run is known to have. */
  private known = new Map<string, Setting>();
  private readonly waiting = new Map<string, Setting>();
  private readonly ours = new Map<string, Ours>();
  private isSending = false;

  constructor(private readonly deps: LiveSettingsSyncDeps) {}

  /** Another run is on the screen. */
  show(run: RunInfo | null): void {
    this.run = run;
    this.known = new Map(Object.entries(run?.settings ?? {}));
    this.waiting.clear();
    for (const field of [...this.ours.keys()]) this.forget(field);
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
    for (const [field, value] of Object.entries(run.settings)) this.hear(field, value);
  }

  /** The run told one setting: news of ours is no news, an older value may be late, anything else is a change elsewhere. */
  private hear(field: string, value: Setting): void {
    const ours = this.ours.get(field);
    if (ours?.value === value) this.forget(field);
    else if (ours?.past.has(value)) ours.reported = { value };
    else {
      this.forget(field);
      this.take(field, value);
    }
  }

  /** The run has this value, whoever set it; a newer one of ours that still waits to be sent goes before it. */
  private take(field: string, value: Setting): void {
    const isNews = this.known.get(field) !== value;
    this.known.set(field, value);
    if (isNews && !this.waiting.has(field)) this.deps.write(field, value);
  }

  private forget(field: string): void {
    clearTimeout(this.ours.get(field)?.timer);
    this.ours.delete(field);
  }

  /** Ours was answered: when the run still tells an older value a while later, somebody has set that one since. */
  private settleSoon(field: string, ours: Ours): void {
    if (this.ours.get(field) !== ours) return;
    ours.timer = setTimeout(() => {
      this.forget(field);
      if (ours.reported) this.take(field, ours.reported.value);
    }, ECHO_MS);
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
    const before = this.known.get(field) ?? null;
    const ours = this.sent(field, value, before);
    this.known.set(field, value);
    const error = await this.deps.send(run.id, field, value).then(
      (answer) => (answer.ok ? null : (answer.error ?? `${field} could not be set`)),
      (lost: unknown) => sentenceOf(lost),
    );
    if (run.id !== this.run?.id) return;
    if (error === null) return this.settleSoon(field, ours);
    this.forget(field);
    const current = this.run.settings[field] ?? before;
    this.known.set(field, current);
    this.deps.write(field, current);
    this.deps.refused(error);
  }

  private sent(field: string, value: Setting, before: Setting): Ours {
    const last = this.ours.get(field);
    const ours: Ours = { value, past: new Set(last ? [...last.past, last.value] : [before]) };
    this.forget(field);
    this.ours.set(field, ours);
    return ours;
  }
}
