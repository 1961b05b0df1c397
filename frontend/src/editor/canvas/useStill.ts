/** Keeps the drawing still: cards stay where they are drawn, and the view moves only as far as a new card needs. */
import { useReactFlow, useStoreApi, type ReactFlowState } from "@xyflow/react";
import { useEffect, useLayoutEffect, useRef } from "react";

import { positionsOf, type Positions } from "../../project/graph";
import { useCheck } from "../../store/check";
import { drawnAt, untracked, useProject } from "../../store/project";
import { reveal, setCamera } from "../scene/camera";
import { giveMoments } from "../scene/moment";
import { around, type Box } from "../scene/rows";
import type { Scene } from "../scene/scene";
import { nudge } from "../scene/viewport";
import { paddingNow, useViewport } from "./useViewport";

const MOVE_MS = 200;

export function useStill(scene: Scene, places: Positions, boxes: ReadonlyMap<string, Box>): void {
  useKeptPlaces(scene, places);
  useCamera();
  useEffect(giveMoments, []);
  useReveal(boxes);
}

function useCamera(): void {
  const store = useStoreApi();
  const { setViewport } = useReactFlow();
  const fit = useViewport();
  useEffect(() => {
    const area = () => areaOf(store.getState());
    const show = (box: Box) => {
      const [x, y, zoom] = store.getState().transform;
      const [right, down] = nudge(box, area());
      if (right === 0 && down === 0) return;
      const isStill = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
      const duration = isStill ? 0 : MOVE_MS;
      void setViewport({ x: x - right * zoom, y: y - down * zoom, zoom }, { duration });
    };
    return setCamera({ area, reveal: show, fit: () => void fit() });
  }, [fit, setViewport, store]);
}

/**
 * Writes down the place that was found for a new card, once its size is known. In a drawing that was never edited no
 * card has a place in the file; there they are written with the first edit.
 */
function useKeptPlaces(scene: Scene, places: Positions): void {
  const file = useProject((state) => state.file);
  const isChecked = useCheck((state) => state.file === file || state.problem !== null);
  const drawn = useRef(places);
  useLayoutEffect(() => {
    drawn.current = Object.fromEntries(
      scene.drawing.cards.flatMap(({ id }) => (places[id] ? [[id, places[id]]] : [])),
    );
  }, [places, scene]);
  useEffect(() => drawnAt(() => drawn.current), []);
  useEffect(() => {
    const own = positionsOf(file);
    const found = Object.entries(drawn.current).filter(([id]) => !own[id]);
    if (!isChecked || Object.keys(own).length === 0 || found.length === 0) return;
    untracked(() => useProject.getState().move(Object.fromEntries(found)));
  }, [file, isChecked, places]);
}

/** Moves the view just enough when cards came that are outside it. */
function useReveal(boxes: ReadonlyMap<string, Box>): void {
  const file = useProject((state) => state.file);
  const store = useStoreApi();
  const fresh = useRef<readonly string[]>([]);
  // Before the check has answered, the size of a new card is not known, and its place is not either.
  const isChecked = useCheck((state) => state.file === file || state.problem !== null);
  useEffect(
    () =>
      useProject.subscribe(({ file, origin }, before) => {
        if (origin !== before.origin) fresh.current = [];
        else if (file.network !== before.file.network) fresh.current = addedTo(before.file, file);
      }),
    [],
  );
  useEffect(() => {
    const shown = fresh.current.flatMap((id) => boxes.get(id) ?? []);
    const { nodeLookup } = store.getState();
    const isLaidOut = fresh.current.every(
      (id) => !boxes.has(id) || nodeLookup.get(id)?.measured.width,
    );
    if (shown.length === 0 || !isLaidOut || !isChecked) return;
    fresh.current = [];
    reveal(around(shown));
  }, [boxes, isChecked, store]);
}

type File = ReturnType<typeof useProject.getState>["file"];

function addedTo(before: File, { network }: File): string[] {
  const known = new Set(before.network.nodes.map(({ id }) => id));
  return network.nodes.flatMap(({ id }) => (known.has(id) ? [] : [id]));
}

/** The part of the canvas that nothing lies over, in canvas pixels. */
function areaOf({ domNode, transform: [x, y, zoom], width, height }: ReactFlowState): Box {
  const pane = domNode?.getBoundingClientRect() ?? new DOMRect(0, 0, width, height);
  const { left, top, right, bottom } = paddingNow(pane);
  return {
    left: (left - x) / zoom,
    top: (top - y) / zoom,
    right: (width - right - x) / zoom,
    bottom: (height - bottom - y) / zoom,
  };
}
