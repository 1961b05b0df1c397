/** Limits how often a function is called. The last value is always used. */

/** A throttled function, and a function that cancels a waiting call. */
export interface Throttled<Value> {
  readonly call: (value: Value) => void;
  readonly cancel: () => void;
}

/** Throttles `act`: at most one call in `intervalMs` milliseconds. A waiting call uses the newest value. */
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
