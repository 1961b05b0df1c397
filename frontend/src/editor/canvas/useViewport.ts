/** Fits the whole network into the free part of the canvas. */
import { useReactFlow, useStoreApi } from "@xyflow/react";
import { useCallback } from "react";

import { usePresenting } from "../../store/presenting";
import { paddingOf, type Cover, type Padding } from "../scene/viewport";

const MAX_ZOOM = 1.4;
/** While a person presents, a small network is larger, and no tools need room below it. */
const PRESENTED = { zoom: 2.4, bottom: 36 };

/**
 * The elements over the canvas that it makes room for. Their attribute `data-covers` names the side where they are;
 * with `nothing` there it makes no room, and only what lies over the cards keeps clear of them.
 */
function covers(): Cover[] {
  const elements = document.querySelectorAll<HTMLElement>(
    "[data-covers]:not([data-covers=nothing])",
  );
  return [...elements].map((element) => ({
    side: element.dataset["covers"] === "top" ? "top" : "right",
    box: element.getBoundingClientRect(),
  }));
}

/** The room above the cards for the name of a block that is not folded, in pixels of the screen. */
const BLOCK_NAME = 30;

/** How far the free part of the canvas is from each of its sides, in pixels of the screen. */
export function paddingNow(pane: DOMRect): Padding {
  return paddingOf(pane, covers());
}

export function useViewport(): () => Promise<boolean> {
  const { fitView } = useReactFlow();
  const store = useStoreApi();
  return useCallback(() => {
    const pane = store.getState().domNode?.getBoundingClientRect();
    const { isOn } = usePresenting.getState();
    const { top, right, left, ...below } = paddingNow(pane ?? new DOMRect());
    const hasFrames = pane && document.querySelector("[data-block-frame]") !== null;
    const above = top + (hasFrames ? BLOCK_NAME : 0);
    const bottom = isOn ? PRESENTED.bottom : below.bottom;
    return fitView({
      padding: { top: `${above}px`, right: `${right}px`, bottom: `${bottom}px`, left: `${left}px` },
      maxZoom: isOn ? PRESENTED.zoom : MAX_ZOOM,
    });
  }, [fitView, store]);
}
