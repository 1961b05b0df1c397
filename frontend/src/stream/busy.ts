/** How long the page has just been doing one long thing: whatever came meanwhile was seen late. */

const TICK_MS = 100;

export class Busy {
  private freeAt = performance.now();
  private readonly timer = setInterval(() => (this.freeAt = performance.now()), TICK_MS);

  /** Milliseconds until now in which nothing else could be done. In a hidden tab, where timers sleep, 0. */
  ms(): number {
    if (isHidden()) return 0;
    return Math.max(0, performance.now() - this.freeAt - TICK_MS);
  }

  stop(): void {
    clearInterval(this.timer);
  }
}

/** In a hidden tab a timer may run once a minute. */
export function isHidden(): boolean {
  return typeof document !== "undefined" && document.visibilityState === "hidden";
}
