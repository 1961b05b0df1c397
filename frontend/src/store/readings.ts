/** Hooks that watch probes in the run on the screen, or in another run by its id. */
import { useCallback, useMemo, useSyncExternalStore } from "react";

import { probeKey } from "../api/probeKey";
import type { Frame } from "../api/reading";
import type { ProbeJson } from "../api/types";
import { FrameStore, type RunRef, type Latest } from "./frameStore";
import { paced } from "./paced";

/** The page's one frame store. */
export const frameStore = new FrameStore();

const NOTHING: Latest = { frame: undefined, problem: undefined };
/** How often words and charts are drawn: ten times a second is enough for the eye. */
const LATELY_MS = 100;
const EVERY_FRAME = 0;
const UNMOUNTED = () => () => undefined;

/**
 * The newest frame of a probe, which is watched while the component is mounted; null watches nothing. Renders at most
 * once an animation frame. `probe` may be a new object each time: its settings are compared.
 */
export function useFrame(probe: ProbeJson | null): Latest {
  return useLatest(probe, EVERY_FRAME, null);
}

/** As `useFrame`, but at the pace of words and charts. */
export function useFrameLately(probe: ProbeJson | null): Latest {
  return useLatest(probe, LATELY_MS, null);
}

/** As `useFrameLately`, in a run that is compared with the one on the screen. */
export function useFrameOf(run: string, probe: ProbeJson): Latest {
  return useLatest(probe, LATELY_MS, run);
}

function useLatest(probe: ProbeJson | null, everyMs: number, run: RunRef): Latest {
  const key = probe && probeKey(probe);
  const subscribe = useMemo(() => {
    return probe ? subscription(probe, everyMs, run) : UNMOUNTED;
    // The key holds all settings of the probe.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [everyMs, key, run]);
  const look = useCallback(() => (key ? frameStore.latestOf(key, run) : NOTHING), [key, run]);
  return useSyncExternalStore(subscribe, look);
}

/** A frame that was forgotten disappears from the screen at once. */
function subscription(
  probe: ProbeJson,
  everyMs: number,
  run: RunRef,
): (listener: () => void) => () => void {
  const key = probeKey(probe);
  const isGone = () => frameStore.latestOf(key, run).frame === undefined;
  return paced((changed) => frameStore.watch(probe, () => changed(isGone()), run), everyMs);
}

/**
 * Watches a probe without React, for canvases. `draw` gets the newest frame at once and every new one. Returns how to
 * stop.
 */
export function watchFrame(probe: ProbeJson, draw: (seen: Latest) => void): () => void {
  const key = probeKey(probe);
  draw(frameStore.latestOf(key));
  return frameStore.watch(probe, () => draw(frameStore.latestOf(key)));
}

/** The same for several probes: `draw` gets the newest frame of each, at once and whenever one of them came. */
export function watchFrames(
  probes: readonly ProbeJson[],
  draw: (frames: readonly (Frame | undefined)[]) => void,
): () => void {
  const newest = probes.map((): Frame | undefined => undefined);
  let isReady = false;
  const leave = probes.map((probe, at) =>
    watchFrame(probe, ({ frame }) => {
      newest[at] = frame;
      if (isReady) draw([...newest]);
    }),
  );
  isReady = true;
  draw([...newest]);
  return () => leave.forEach((stop) => stop());
}
