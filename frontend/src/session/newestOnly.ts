/** Does one piece of work at a time. Of the pieces that come meanwhile only the newest is done. */

/** Takes a piece of work. `done` or `failed` is called for each piece that was done, in order. */
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
