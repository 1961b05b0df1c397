/** Puts the inspector beside the card of its layer. It lies over the canvas and does not change what the canvas shows. */
import { useReactFlow, useStoreApi, type ReactFlowState } from "@xyflow/react";
import { useEffect, useRef, type RefObject } from "react";

import { coveredBy, covers, placeBeside, type PanelPlace } from "../scene/beside";
import { useScene } from "../scene/useScene";

const MOVE_MS = 250;
/** The inspector steps aside when the canvas has been still for so long, in milliseconds. */
const STILL_MS = 200;

/**
 * Returns the ref for the inspector. It is placed when it opens, and again when its card has come under it. The canvas
 * is moved only where neither side of the card has room.
 */
export function useBeside(node: string): RefObject<HTMLElement | null> {
  const panel = useRef<HTMLElement>(null);
  const store = useStoreApi();
  const { getViewport, setViewport } = useReactFlow();
  const card = useScene().drawing.cardOf.get(node);
  useEffect(() => {
    let place: PanelPlace | null = null;
    let timer = 0;
    const put = () => {
      const element = panel.current;
      const state = store.getState();
      const box = boxOn(state, card);
      if (!element || !box || state.width === 0 || isOnItsOwn(element)) return;
      if (place && !covers(place, element.offsetWidth, box)) return;
      place = placeBeside(box, state.width, element.offsetWidth);
      element.style.left = `${place.left}px`;
      element.style.right = "auto";
      const covered = coveredBy(place, box);
      const view = getViewport();
      if (covered > 0) void setViewport({ ...view, x: view.x - covered }, { duration: MOVE_MS });
    };
    put();
    const leave = store.subscribe((now, before) => {
      if (now.transform === before.transform && now.width === before.width) return;
      if (now.width !== before.width) place = null;
      clearTimeout(timer);
      timer = window.setTimeout(put, STILL_MS);
    });
    return () => {
      leave();
      clearTimeout(timer);
    };
  }, [card, getViewport, node, setViewport, store]);
  return panel;
}

/** Whether the styles gave it a place outside the canvas, as on a small screen. */
function isOnItsOwn(element: HTMLElement): boolean {
  return getComputedStyle(element).position === "fixed";
}

/** The left and right edges of a card, in screen pixels from the left edge of the canvas. */
function boxOn(
  { nodeLookup, transform: [x, , zoom] }: ReactFlowState,
  card: string | undefined,
): { left: number; right: number } | null {
  const found = card === undefined ? undefined : nodeLookup.get(card);
  if (!found) return null;
  const left = found.internals.positionAbsolute.x * zoom + x;
  return { left, right: left + (found.measured.width ?? 0) * zoom };
}
