/** What the probes on the screen measure in the run on the screen. */
import { useCallback, useMemo, useSyncExternalStore } from "react";

import { probeKey } from "../api/probeKey";
import type { ProbeJson } from "../api/types";
import { Board, type Seen } from "./board";

/** The page's one board. */
export const board = new Board();

const NOTHING: Seen = { frame: undefined, problem: undefined };
const UNMOUNTED = () => () => undefined;

/**
 * The newest frame of a probe, watched while the component is mounted; null watches nothing. Renders again at most
 * once an animation frame. `probe` may be a new object each time: its settings are compared.
 */
export function useFrame(probe: ProbeJson | null): Seen {
  const key = probe && probeKey(probe);
  const subscribe = useMemo(() => {
    return probe ? (listener: () => void) => board.watch(probe, listener) : UNMOUNTED;
    // The key says all of the probe.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [key]);
  const look = useCallback(() => (key ? board.look(key) : NOTHING), [key]);
  return useSyncExternalStore(subscribe, look);
}

/** Looks at a probe without React, for canvases: `draw` gets every new frame. Call what it gives to look away. */
export function watchFrame(probe: ProbeJson, draw: (seen: Seen) => void): () => void {
  const key = probeKey(probe);
  draw(board.look(key));
  return board.watch(probe, () => draw(board.look(key)));
}
