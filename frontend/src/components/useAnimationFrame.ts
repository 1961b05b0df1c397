/**
 * Calls a function in every animation frame, for things that move by themselves. Drawings use `drawNextFrame` instead.
 */
import { useEffect, useEffectEvent } from "react";

/**
 * Calls `onFrame` with the milliseconds since the page was opened. It is not called while `active` is false or the tab
 * is hidden.
 */
export function useAnimationFrame(active: boolean, onFrame: (timeMs: number) => void): void {
  const call = useEffectEvent(onFrame);
  useEffect(() => {
    if (!active) return;
    let handle = requestAnimationFrame(function tick(timeMs) {
      handle = requestAnimationFrame(tick);
      call(timeMs);
    });
    return () => cancelAnimationFrame(handle);
  }, [active]);
}
