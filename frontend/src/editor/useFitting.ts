/** Brings the whole network into view when another one is opened, and when the window changes before anyone moved it. */
import { useNodesInitialized, useReactFlow, useStore } from "@xyflow/react";
import { useCallback, useEffect, useRef } from "react";

import { useProject } from "../store/project";

export const FIT = { padding: { x: "30px", top: "24px", bottom: "64px" }, maxZoom: 1.15 } as const;

export function useFitting(): { userMoved: () => void } {
  const { fitView } = useReactFlow();
  const isReady = useNodesInitialized();
  const width = useStore((state) => state.width);
  const height = useStore((state) => state.height);
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

  // After another network was opened its cards are laid out within two frames.
  const file = useProject((state) => state.file);
  useEffect(() => {
    if (!isDue.current || !isReady) return;
    const timer = setTimeout(() => {
      isDue.current = false;
      void fitView(FIT);
    }, 60);
    return () => clearTimeout(timer);
  }, [file, fitView, isReady]);

  const userMoved = useCallback(() => {
    isMoved.current = true;
  }, []);
  return { userMoved };
}

type File = ReturnType<typeof useProject.getState>["file"];

/** Whether another project was opened: then network, data and training are all other objects at once. */
function isOther(now: File, before: File): boolean {
  return (
    now.network !== before.network && now.data !== before.data && now.training !== before.training
  );
}
