/** Zooms to one card, where all its texts and its picture can be read, and back to where the canvas was. */
import { useReactFlow, useStoreApi, type Viewport } from "@xyflow/react";
import { useCallback, useEffect, useMemo, useRef } from "react";

import { useProject } from "../../store/project";
import { boxOfNode, type CardBox } from "../scene/places";

export interface CardZoom {
  readonly toCard: (card: string) => void;
  /** Returns to the view before the first zoom to a card. False if there is none. */
  readonly back: () => boolean;
}

/** The greatest zoom. A card of usual size is then well read, and its neighbours are still in sight. */
const CLOSEST = 1.8;
/** The room around the card, in screen pixels; the inspector lies right of the card. */
const ROOM = { around: 48, inspector: 290 };
const MOVE_MS = 250;

export function useCardZoom(userMoved: () => void): CardZoom {
  const { getViewport, setViewport } = useReactFlow();
  const store = useStoreApi();
  const before = useRef<Viewport | null>(null);
  useEffect(
    () =>
      useProject.subscribe((now, old) => {
        if (now.origin !== old.origin) before.current = null;
      }),
    [],
  );
  const toCard = useCallback(
    (card: string) => {
      const { nodeLookup, width, height } = store.getState();
      const box = boxOfNode(nodeLookup.get(card));
      if (!box || width === 0) return;
      before.current ??= getViewport();
      userMoved();
      void setViewport(closeTo(box, width, height), { duration: moveMs() });
    },
    [getViewport, setViewport, store, userMoved],
  );
  const back = useCallback(() => {
    const view = before.current;
    before.current = null;
    if (view) void setViewport(view, { duration: moveMs() });
    return view !== null;
  }, [setViewport]);
  return useMemo(() => ({ toCard, back }), [back, toCard]);
}

/** The view that shows a card as large as it fits, with room for the inspector beside it. */
export function closeTo(box: CardBox, width: number, height: number): Viewport {
  const inspector = width > 2 * ROOM.inspector ? ROOM.inspector : 0;
  const free = width - inspector;
  const wide = (free - 2 * ROOM.around) / box.width;
  const high = (height - 2 * ROOM.around) / box.height;
  const zoom = Math.max(0.2, Math.min(CLOSEST, wide, high));
  return {
    x: free / 2 - (box.x + box.width / 2) * zoom,
    y: height / 2 - (box.y + box.height / 2) * zoom,
    zoom,
  };
}

function moveMs(): number {
  return window.matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : MOVE_MS;
}
