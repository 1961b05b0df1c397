/** Slows a subscription down: for what changes with every frame but is drawn only a few times a second. */

type Subscribe = (listener: () => void) => () => void;

/** Subscribes to all changes. `isUrgent` says that a change must be shown at once. */
export type Follow = (changed: (isUrgent: boolean) => void) => () => void;

/** Calls all listeners together, at most once in `everyMs` milliseconds. The last change is always passed on. */
export function paced(follow: Follow, everyMs: number): Subscribe {
  const listeners = new Set<() => void>();
  let toldAt = -Infinity;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let leave: (() => void) | undefined;
  const rest = () => {
    clearTimeout(timer);
    timer = undefined;
  };
  const tell = () => {
    rest();
    toldAt = performance.now();
    for (const listener of [...listeners]) listener();
  };
  const changed = (isUrgent: boolean) => {
    const waitMs = toldAt + everyMs - performance.now();
    if (isUrgent || waitMs <= 0) tell();
    else timer ??= setTimeout(tell, waitMs);
  };
  return (listener) => {
    listeners.add(listener);
    leave ??= follow(changed);
    return () => {
      listeners.delete(listener);
      if (listeners.size > 0) return;
      rest();
      leave?.();
      leave = undefined;
    };
  };
}
