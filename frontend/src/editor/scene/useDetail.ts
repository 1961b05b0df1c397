/** What a card shows at the zoom of the canvas, and the sizes of letters there. */
import { useStore, useStoreApi, type ReactFlowState } from "@xyflow/react";
import { useLayoutEffect, useMemo } from "react";

import { usePresenting } from "../../store/presenting";
import { bodyOf } from "./cardBody";
import {
  detailOf,
  LEAST_TEXT,
  lettersAt,
  PRESENTED_TEXT,
  zoomOf,
  zoomStep,
  type Detail,
} from "./detail";
import type { CardFace } from "./scene";
import { useEditor } from "./state";

/** Seen from farther away, the room of a handle would cover its card. */
const LEAST_ZOOM = 0.5;

/** What a card shows now. Its component renders again only when that changes. */
export function useDetail(face: CardFace): Detail {
  const least = useEditor((state) => state.leastText);
  const select = useMemo(() => detailSelector(face, least), [face, least]);
  return useStore(select, isSameDetail);
}

/** The size of letters on cards, in canvas pixels. It changes in steps of the zoom, unless nobody needs it. */
export function useTextSize(isNeeded: boolean): number {
  const least = useEditor((state) => state.leastText);
  return useStore(({ transform }) =>
    isNeeded ? lettersAt(zoomOf(zoomStep(transform[2])), least).text : LEAST_TEXT,
  );
}

/** Whether text of this width in em has this room, in canvas pixels. */
export function useHasRoom(width: number, room: number): boolean {
  const least = useEditor((state) => state.leastText);
  return useStore(
    ({ transform }) => width * lettersAt(zoomOf(zoomStep(transform[2])), least).text <= room,
  );
}

/**
 * Gives the canvas the sizes of letters, for its styles. They are set before React renders what depends on them, because
 * cards measure where their pictures are.
 */
export function useLetterStyles(): void {
  const store = useStoreApi();
  const pane = useStore((state) => state.domNode);
  const isPresenting = usePresenting((state) => state.isOn);
  useLayoutEffect(() => {
    useEditor.setState({ leastText: isPresenting ? PRESENTED_TEXT : LEAST_TEXT });
  }, [isPresenting]);
  useLayoutEffect(() => {
    let known = "";
    const set = () => {
      const step = zoomStep(store.getState().transform[2]);
      const least = useEditor.getState().leastText;
      if (!pane || known === `${step} ${least}`) return;
      known = `${step} ${least}`;
      const { text, title } = lettersAt(zoomOf(step), least);
      pane.style.setProperty("--card-zoom", `${Math.max(LEAST_ZOOM, zoomOf(step))}`);
      pane.style.setProperty("--card-text", `${text}px`);
      pane.style.setProperty("--card-title", `${title}px`);
    };
    set();
    const leave = [store.subscribe(set), useEditor.subscribe(set)];
    return () => leave.forEach((stop) => stop());
  }, [pane, store]);
}

/** Computes the detail of a card once for each step of the zoom. */
function detailSelector(face: CardFace, least: number): (state: ReactFlowState) => Detail {
  let [known, detail]: [number, Detail | null] = [NaN, null];
  return ({ transform: [, , zoom] }) => {
    const step = zoomStep(zoom);
    if (detail && step === known) return detail;
    known = step;
    detail = detailOf(zoomOf(step), bodyOf(face), least);
    return detail;
  };
}

function isSameDetail(a: Detail, b: Detail): boolean {
  return (
    a.leftOut === b.leftOut && a.lines === b.lines && a.isFar === b.isFar && a.scale === b.scale
  );
}
