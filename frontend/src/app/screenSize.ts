/** How the parts of the screen are arranged: side by side on a wide one, else one sheet at a time. */
import { useLayoutEffect, useSyncExternalStore } from "react";

import { textScale, useTextScale } from "../components/textScale";

/**
 * `wide`: palette, network, output and strip all at once. On a small screen one of them is a sheet: `below` the network
 * where the screen is high, `beside` it where it is broad, and `over` it where there is room for only one of the two.
 */
export type Arrangement = "wide" | "beside" | "below" | "over";

/** The least screen on which everything stands side by side, in rem: so large letters count as a small screen. */
const WIDE = { width: 60, height: 30 };
/** The least height for a sheet below the network, and the least width for one beside it, in rem. */
const BELOW = 38;
const BESIDE = 40;
/** The least width for all buttons of the header, in rem. */
const HEADER = 72;
const USUAL_REM = 16;

/** The arrangement for a screen of this size in rem. Pure. */
export function arrangementOf(width: number, height: number): Arrangement {
  if (width >= WIDE.width && height >= WIDE.height) return "wide";
  if (height >= BELOW && height > width) return "below";
  return width >= BESIDE ? "beside" : "over";
}

/** The arrangement of the screen now, followed by the component. The styles read it from `html[data-screen]`. */
export function useArrangement(): Arrangement {
  useTextScale();
  const arrangement = useSyncExternalStore(followSize, arrangementNow);
  useLayoutEffect(() => {
    document.documentElement.dataset["screen"] = arrangement;
  }, [arrangement]);
  return arrangement;
}

/** Whether the header folds into a menu, followed by the component. */
export function useIsFolded(): boolean {
  useTextScale();
  return useSyncExternalStore(followSize, isFoldedNow);
}

function arrangementNow(): Arrangement {
  return arrangementOf(window.innerWidth / rem(), window.innerHeight / rem());
}

function isFoldedNow(): boolean {
  return window.innerWidth / rem() < HEADER;
}

/** The letters of presenting are large on purpose, and say nothing of the screen. */
function rem(): number {
  const isPresenting = document.documentElement.dataset["presenting"] !== undefined;
  return USUAL_REM * (isPresenting ? 1 : textScale());
}

function followSize(changed: () => void): () => void {
  window.addEventListener("resize", changed);
  return () => window.removeEventListener("resize", changed);
}
