/**
 * Keeps the whole network in view when a network is opened and when its layout changes, until a person moves the
 * canvas or draws. From then on the view moves only as far as a new card needs.
 */
import { useNodesInitialized, useReactFlow, useStore, type ReactFlowState } from "@xyflow/react";
import { useCallback, useEffect, useRef, useState } from "react";

import { useCheck } from "../../store/check";
import { usePresenting } from "../../store/presenting";
import { positionsOf } from "../../project/graph";
import { useProject } from "../../store/project";
import { useViewport } from "./useViewport";
import { useScene } from "../scene/useScene";

/** After this many frames the browser has laid out new cards and their wires. */
const LAYOUT_FRAMES = 3;
/**
 * A network is shown after this many milliseconds, even if the check has not answered. Its cards then have no pictures.
 */
const LONGEST_MS = 1500;

interface KeptInView {
  /** Call this when a person moves or zooms the canvas. */
  readonly userMoved: () => void;
  /** Whether the opened network has reached its final place. Until then it is hidden, because it would jump. */
  readonly isAtRest: boolean;
}

export function useKeepInView(): KeptInView {
  const fit = useViewport();
  const { setViewport } = useReactFlow();
  const scene = useScene();
  const isReady = useNodesInitialized();
  const width = useStore((state) => state.width);
  const height = useStore((state) => state.height);
  const extent = useStore(extentOf);
  const file = useProject((state) => state.file);
  // The size of a card is known only after the check has answered or failed.
  const isChecked = useCheck((state) => state.file === file || state.problem !== null);
  const isDue = useRef(true);
  const isMoved = useRef(false);
  const origin = useProject((state) => state.origin);
  const [rested, setRested] = useState<number | null>(null);
  // A fit ends later than it is requested. In between, another network may have been opened.
  const fitAndRest = useCallback(() => {
    void fit().then(() => setRested(origin));
  }, [fit, origin]);
  const isAtRest = rested === origin;
  const isEmpty = scene.drawing.cards.length === 0;

  useEffect(
    () =>
      useProject.subscribe((state, before) => {
        if (state.origin === before.origin && !isOther(state.file, before.file)) {
          if (isRedrawn(state.file, before.file)) isMoved.current = true;
          return;
        }
        isDue.current = true;
        isMoved.current = false;
      }),
    [],
  );

  // Presenting gives the canvas another shape, and takes it back.
  const isPresenting = usePresenting((state) => state.isOn);
  useEffect(() => {
    isMoved.current = false;
  }, [isPresenting]);
  // Only another size of the canvas counts: cards that were just added are not ready for a moment.
  const shown = useRef(isReady);
  useEffect(() => {
    shown.current = isReady;
  }, [isReady]);
  useEffect(() => {
    if (!shown.current || width === 0 || isMoved.current) return;
    void fit();
  }, [fit, height, width]);

  useEffect(() => {
    if (!isEmpty || !isDue.current || height === 0) return;
    isDue.current = false;
    // An empty canvas is at rest: its first cards are shown at once, and the view does not move under them.
    void setViewport({ x: 0, y: height / 2, zoom: 1 }).then(() => setRested(origin));
  }, [height, isEmpty, origin, setViewport]);

  useEffect(() => {
    const laysItselfOut = Object.keys(positionsOf(file)).length === 0;
    const isWanted = isDue.current || (laysItselfOut && !isMoved.current);
    if (!isWanted || !isReady || !isChecked) return;
    return afterFrames(LAYOUT_FRAMES, () => {
      isDue.current = false;
      fitAndRest();
    });
  }, [extent, file, fitAndRest, isChecked, isReady, scene]);

  useEffect(() => {
    if (isAtRest || isEmpty) return;
    const timer = setTimeout(fitAndRest, LONGEST_MS);
    return () => clearTimeout(timer);
  }, [fitAndRest, isAtRest, isEmpty]);

  const userMoved = useCallback(() => {
    isMoved.current = true;
  }, []);
  return { userMoved, isAtRest: isAtRest || isEmpty };
}

/** Calls `act` after `count` frames, unless the returned function is called before. */
function afterFrames(count: number, act: () => void): () => void {
  let left = count;
  let request = requestAnimationFrame(function frame() {
    left -= 1;
    if (left === 0) act();
    else request = requestAnimationFrame(frame);
  });
  return () => cancelAnimationFrame(request);
}

/** The bounding box of all cards as the browser laid them out. */
function extentOf({ nodeLookup }: ReactFlowState): string {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { internals, measured } of nodeLookup.values()) {
    const { x, y } = internals.positionAbsolute;
    left = Math.min(left, x);
    top = Math.min(top, y);
    right = Math.max(right, x + (measured.width ?? 0));
    bottom = Math.max(bottom, y + (measured.height ?? 0));
  }
  return [left, top, right, bottom].map(Math.round).join(" ");
}

type File = ReturnType<typeof useProject.getState>["file"];

/** Whether another project was opened: then its network, data and training are all different objects. */
function isOther(now: File, before: File): boolean {
  return (
    now.network !== before.network && now.data !== before.data && now.training !== before.training
  );
}

/** Whether nodes or wires came or went. */
function isRedrawn({ network: now }: File, { network: before }: File): boolean {
  return now.nodes.length !== before.nodes.length || now.edges !== before.edges;
}
