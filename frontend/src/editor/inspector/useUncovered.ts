/** Moves the canvas when the inspector opens, so that the inspector does not hide its layer. */
import { useReactFlow, useStoreApi } from "@xyflow/react";
import { useEffect, useRef, type RefObject } from "react";

import { useScene } from "../scene/useScene";

const GAP = 16;
const MOVE_MS = 250;

/** Returns the ref for the inspector. The canvas is moved once, when the inspector opens. */
export function useUncovered(node: string): RefObject<HTMLElement | null> {
  const panel = useRef<HTMLElement>(null);
  const store = useStoreApi();
  const { getViewport, setViewport } = useReactFlow();
  const card = useScene().drawing.cardOf.get(node);
  useEffect(() => {
    const { nodeLookup, domNode } = store.getState();
    const found = card === undefined ? undefined : nodeLookup.get(card);
    const left = panel.current?.getBoundingClientRect().left;
    const pane = domNode?.getBoundingClientRect().left;
    if (!found || left === undefined || pane === undefined) return;
    const view = getViewport();
    const right = found.internals.positionAbsolute.x + (found.measured.width ?? 0);
    const covered = right * view.zoom + view.x - (left - pane - GAP);
    if (covered > 0) void setViewport({ ...view, x: view.x - covered }, { duration: MOVE_MS });
    // Only when the inspector opens: a later move by the person is not undone.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [node]);
  return panel;
}
