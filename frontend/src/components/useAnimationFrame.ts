/** Calls back once a frame while it is wanted: for what moves by itself. Drawings use `drawNextFrame` instead. */
import { useEffect, useEffectEvent } from "react";

/** `onFrame` gets the milliseconds since the page was opened. It stops while `active` is false or the tab is hidden. */
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
