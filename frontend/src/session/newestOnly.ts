/** Work of which only the newest counts: one piece at a time, and of those that wait only the last. */

/** What takes work; `done` and `failed` hear of each piece that was done, in order. */
export interface NewestOnly<T> {
  (input: T): void;
  /** Resolves when nothing is being done and nothing waits. */
  settled(): Promise<void>;
}

export function newestOnly<T, R>(
  work: (input: T) => Promise<R>,
  done: (result: R, input: T) => void,
  failed: (error: unknown, input: T) => void,
): NewestOnly<T> {
  let waiting: { input: T } | null = null;
  let pumping: Promise<void> | null = null;

  async function pump(): Promise<void> {
    while (waiting) {
      const { input } = waiting;
      waiting = null;
      try {
        done(await work(input), input);
      } catch (error) {
        failed(error, input);
      }
    }
    pumping = null;
  }

  const take = (input: T) => {
    waiting = { input };
    pumping ??= pump();
  };
  return Object.assign(take, { settled: () => pumping ?? Promise.resolve() });
}
