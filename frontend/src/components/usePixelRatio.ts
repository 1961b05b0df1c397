/** Returns the number of device pixels for each CSS pixel. Follows browser zoom and moves to another screen. */
import { useSyncExternalStore } from "react";

export function usePixelRatio(): number {
  return useSyncExternalStore(subscribe, () => window.devicePixelRatio || 1);
}

function subscribe(changed: () => void): () => void {
  // Browser zoom changes the window's size in CSS pixels. A move to another screen ends the match of this media query.
  const query = window.matchMedia(`(resolution: ${window.devicePixelRatio || 1}dppx)`);
  window.addEventListener("resize", changed);
  query.addEventListener("change", changed);
  return () => {
    window.removeEventListener("resize", changed);
    query.removeEventListener("change", changed);
  };
}
