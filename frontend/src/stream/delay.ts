/** How long to wait before reconnecting, so that the tabs of a whole class do not reconnect at the same moment. */
const LONGEST_MS = 5_000;
const FIRST_MS = 100;

/** Full jitter: any time up to a limit that doubles with each attempt. `chance` is in [0, 1). */
export function reconnectDelayMs(attempt: number, chance: () => number = anyChance): number {
  return chance() * Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(attempt, 10));
}

function anyChance(): number {
  const [drawn = 0] = crypto.getRandomValues(new Uint32Array(1));
  return drawn / 2 ** 32;
}
