/** How long to wait before calling again, so that a class of tabs does not come back all at once. */
const LONGEST_MS = 5_000;
const FIRST_MS = 100;

/** Full jitter: anything from nothing up to a limit that doubles with each attempt. `random` is in [0, 1). */
export function reconnectDelayMs(attempt: number, random: () => number = Math.random): number {
  return random() * Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(attempt, 10));
}
