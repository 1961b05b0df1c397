/**
 * How much larger than usual text is: the size of 1 rem over its usual 16 px. It is 1.25 at the projector size and more
 * while a person presents. Canvases and charts, which know no rem, multiply their sizes by it.
 */
import { useSyncExternalStore } from "react";

const USUAL_REM = 16;

const listeners = new Set<() => void>();

/** The scale now. It is not kept: what is kept may be of a moment before the styles of the page held. */
export function textScale(): number {
  const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
  // A document without styles has no size.
  return rem > 0 ? rem / USUAL_REM : 1;
}

/** Call this after the font size of the page was changed. */
export function textScaleChanged(): void {
  for (const listener of listeners) listener();
}

/** The scale, followed by the component. */
export function useTextScale(): number {
  return useSyncExternalStore(follow, textScale);
}

function follow(listener: () => void): () => void {
  if (listeners.size === 0) window.addEventListener("resize", textScaleChanged);
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) window.removeEventListener("resize", textScaleChanged);
  };
}
