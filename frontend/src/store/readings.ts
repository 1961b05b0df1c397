/** What the probes on the screen measure: in the run on the screen, or in another that is named. */
import { useCallback, useMemo, useSyncExternalStore } from "react";

import { probeKey } from "../api/probeKey";
import type { Frame } from "../api/reading";
import type { ProbeJson } from "../api/types";
import { FrameStore, type RunRef, type Latest } from "./frameStore";
import { paced } from "./paced";

/** The page's one frame store. */
export const frameStore = new FrameStore();

const NOTHING: Latest = { frame: undefined, problem: undefined };
/** What is drawn with words and charts gets ten changes a second; the eye asks for no more. */
const LATELY_MS = 100;
const EVERY_FRAME = 0;
const UNMOUNTED = () => () => undefined;

/**
 * The newest frame of a probe, watched while the component is mounted; null watches nothing. Renders again at most
 * once an animation frame. `probe` may be a new object each time: its settings are compared.
 */
export function useFrame(probe: ProbeJson | null): Latest {
  return useLatest(probe, EVERY_FRAME, null);
}

/** As `useFrame`, but at the pace of words and charts. */
export function useFrameLately(probe: ProbeJson | null): Latest {
  return useLatest(probe, LATELY_MS, null);
}

/** As `useFrameLately`, in a run that this page follows beside the one on the screen. */
export function useFrameOf(run: string, probe: ProbeJson): Latest {
  return useLatest(probe, LATELY_MS, run);
}

function useLatest(probe: ProbeJson | null, everyMs: number, run: RunRef): Latest {
  const key = probe && probeKey(probe);
  const subscribe = useMemo(() => {
    return probe ? subscription(probe, everyMs, run) : UNMOUNTED;
    // The key says all of the probe.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [everyMs, key, run]);
  const look = useCallback(() => (key ? frameStore.latestOf(key, run) : NOTHING), [key, run]);
  return useSyncExternalStore(subscribe, look);
}

/** What was forgotten goes from the screen at once. */
function subscription(
  probe: ProbeJson,
  everyMs: number,
  run: RunRef,
): (listener: () => void) => () => void {
  const key = probeKey(probe);
  const isGone = () => frameStore.latestOf(key, run).frame === undefined;
  return paced((changed) => frameStore.watch(probe, () => changed(isGone()), run), everyMs);
}

/** Looks at a probe without React, for canvases: `draw` gets every new frame. Call what it gives to look away. */
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
