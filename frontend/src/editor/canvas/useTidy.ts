/** Computes a new layout for the whole network, as one undo step. */
import { useStoreApi } from "@xyflow/react";
import { useCallback } from "react";

import { positionsOf } from "../../project/graph";
import { useProject } from "../../store/project";
import { withInside } from "../scene/folding";
import { tidied } from "../scene/layout";
import { useViewport } from "./useViewport";
import { useScene } from "../scene/useScene";

export function useTidy(): () => void {
  const { drawing, wired, letters } = useScene();
  const store = useStoreApi();
  const fit = useViewport();
  return useCallback(() => {
    const sizes = (id: string) => {
      const { width, height } = store.getState().nodeLookup.get(id)?.measured ?? {};
      return width && height ? { width, height } : undefined;
    };
    const places = tidied(drawing, sizes, { wired, letters });
    const { file, tidy } = useProject.getState();
    tidy(withInside(drawing, positionsOf(file), places));
    requestAnimationFrame(() => void fit());
  }, [drawing, fit, letters, store, wired]);
}
