/** Fits the whole network into the free part of the canvas. */
import { useReactFlow, useStoreApi } from "@xyflow/react";
import { useCallback } from "react";

import { paddingOf, type Cover } from "../scene/viewport";

const MAX_ZOOM = 1.4;

/** The elements over the canvas. Their attribute `data-covers` names the side where they are. */
function covers(): Cover[] {
  return [...document.querySelectorAll<HTMLElement>("[data-covers]")].map((element) => ({
    side: element.dataset["covers"] === "top" ? "top" : "right",
    box: element.getBoundingClientRect(),
  }));
}

export function useViewport(): () => Promise<boolean> {
  const { fitView } = useReactFlow();
  const store = useStoreApi();
  return useCallback(() => {
    const pane = store.getState().domNode?.getBoundingClientRect();
    const { top, right, bottom, left } = paddingOf(pane ?? new DOMRect(), covers());
    return fitView({
      padding: { top: `${top}px`, right: `${right}px`, bottom: `${bottom}px`, left: `${left}px` },
      maxZoom: MAX_ZOOM,
    });
  }, [fitView, store]);
}
