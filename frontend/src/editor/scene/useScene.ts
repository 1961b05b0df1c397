/** The scene of the drawing. It is computed again when the drawing, its check or the catalogue changes. */
import { createContext, use, useMemo, useState } from "react";

import { useCatalogue } from "../../store/catalogue";
import { entryOf } from "../../project/entries";
import { useReport } from "../../store/check";
import { useProject } from "../../store/project";
import { sceneOf, type Scene } from "./scene";

/** Computes the scene. Only `DragLayers` calls it. */
export function useMadeScene(): Scene {
  const file = useProject((state) => state.file);
  const report = useReport();
  const catalogue = useCatalogue();
  const [kept] = useState<{ scene?: Scene }>(() => ({}));
  return useMemo(() => {
    const scene = sceneOf(file, report, (type) => entryOf(catalogue, "layers", type), kept.scene);
    // The kept scene only saves work: without it, equal faces would be made again.
    // eslint-disable-next-line react-hooks/immutability
    kept.scene = scene;
    return scene;
  }, [catalogue, file, kept, report]);
}

export const SceneContext = createContext<Scene | null>(null);

export function useScene(): Scene {
  const scene = use(SceneContext);
  if (!scene) throw new Error("the canvas and the palette belong inside DragLayers");
  return scene;
}
