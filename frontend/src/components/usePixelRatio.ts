/** How many device pixels a CSS pixel has, following zoom and moves between screens. */
import { useSyncExternalStore } from "react";

export function usePixelRatio(): number {
  return useSyncExternalStore(subscribe, () => window.devicePixelRatio || 1);
}

function subscribe(changed: () => void): () => void {
  // Every zoom step resizes the window in CSS pixels; a move to another screen ends this media query's match.
  const query = window.matchMedia(`(resolution: ${window.devicePixelRatio || 1}dppx)`);
  window.addEventListener("resize", changed);
  query.addEventListener("change", changed);
  return () => {
    window.removeEventListener("resize", changed);
    query.removeEventListener("change", changed);
  };
}
