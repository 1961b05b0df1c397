/** Calls at most once in a while, always ending with the newest. */

/** A throttled call, and a way to forget one that still waits. */
export interface Throttled<Value> {
  readonly call: (value: Value) => void;
  readonly cancel: () => void;
}

/** Calls `act` at once if the last call is `intervalMs` ago, else when it will be, with the newest value. */
export function throttle<Value>(act: (value: Value) => void, intervalMs: number): Throttled<Value> {
  let lastMs = -Infinity;
  let timer: ReturnType<typeof setTimeout> | null = null;
  let newest: Value;
  const run = () => {
    timer = null;
    lastMs = performance.now();
    act(newest);
  };
  return {
    call: (value) => {
      newest = value;
      timer ??= setTimeout(run, Math.max(0, lastMs + intervalMs - performance.now()));
    },
    cancel: () => {
      if (timer !== null) clearTimeout(timer);
      timer = null;
    },
  };
}
