/** Keeps the whole network in view until somebody moves it: when another one is opened, and as its layout changes. */
import { useNodesInitialized, useReactFlow, useStore, type ReactFlowState } from "@xyflow/react";
import { useCallback, useEffect, useRef } from "react";

import { useCheck } from "../store/check";
import { positionsOf } from "../store/graph";
import { useProject } from "../store/project";
import { useScene } from "./useScene";

export const FIT = { padding: { x: "30px", top: "24px", bottom: "64px" }, maxZoom: 1.4 } as const;

/** Within this the browser has laid new cards out. */
const LAYOUT_MS = 60;

/** Call `userMoved` when a person moves or zooms the canvas. */
export function useFitting(): { userMoved: () => void } {
  const { fitView } = useReactFlow();
  const scene = useScene();
  const isReady = useNodesInitialized();
  const width = useStore((state) => state.width);
  const height = useStore((state) => state.height);
  const extent = useStore(extentOf);
  const file = useProject((state) => state.file);
  // Cards have their size only when the check has said their shapes.
  const isChecked = useCheck((state) => state.file === file);
  const isDue = useRef(true);
  const isMoved = useRef(false);

  useEffect(
    () =>
      useProject.subscribe((state, before) => {
        if (!isOther(state.file, before.file)) return;
        isDue.current = true;
        isMoved.current = false;
      }),
    [],
  );

  useEffect(() => {
    if (!isReady || width === 0 || isMoved.current) return;
    void fitView(FIT);
  }, [fitView, height, isReady, width]);

  useEffect(() => {
    const laysItselfOut = Object.keys(positionsOf(file)).length === 0;
    const isWanted = isDue.current || (laysItselfOut && !isMoved.current);
    if (!isWanted || !isReady || !isChecked) return;
    const timer = setTimeout(() => {
      isDue.current = false;
      void fitView(FIT);
    }, LAYOUT_MS);
    return () => clearTimeout(timer);
  }, [extent, file, fitView, isChecked, isReady, scene]);

  const userMoved = useCallback(() => {
    isMoved.current = true;
  }, []);
  return { userMoved };
}

/** How far the cards reach, as the browser laid them out. */
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

/** Whether another project was opened: then network, data and training are all other objects at once. */
function isOther(now: File, before: File): boolean {
  return (
    now.network !== before.network && now.data !== before.data && now.training !== before.training
  );
}
