/** Tells the server how many frames have come, so that it sends no more ahead than the line takes. */

import { Busy, isHidden } from "./busy";

/** Two receipts are so long apart at least, and at most while frames come. */
const SOON_MS = 25;
const LATE_MS = 250;
/** So much is told soon; on a busy line, only an eighth of what comes in a second. */
const FEW_BYTES = 2_048;
const PART = 8;

export class Receipts {
  private frames = 0;
  private untold = 0;
  private toldAt = -Infinity;
  /** Bytes a second, about. */
  private rate = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly busy = new Busy();
  /** When the last frame was there, though the page may have been too busy to see it. */
  private cameAt = 0;

  /** `restedMs`: how long the last of the frames has been there. */
  constructor(private readonly tell: (frames: number, restedMs: number) => void) {}

  came(data: string | ArrayBuffer): void {
    this.frames += 1;
    this.cameAt = performance.now() - this.busy.ms();
    this.untold += typeof data === "string" ? data.length : data.byteLength;
    const isMuch = this.untold >= Math.max(FEW_BYTES, this.rate / PART);
    const dueAt = this.toldAt + (isMuch ? SOON_MS : LATE_MS);
    const wait = dueAt - performance.now();
    clearTimeout(this.timer);
    // The server would take the line of a hidden tab, whose timers sleep, for dead.
    if (wait <= 0 || isHidden()) this.now();
    else this.timer = setTimeout(() => this.now(), wait);
  }

  stop(): void {
    clearTimeout(this.timer);
    this.busy.stop();
  }

  private now(): void {
    const now = performance.now();
    const secs = Math.max(SOON_MS, now - this.toldAt) / 1_000;
    this.rate = 0.5 * this.rate + 0.5 * (this.untold / secs);
    this.untold = 0;
    this.toldAt = now;
    this.tell(this.frames, now - this.cameAt);
  }
}
