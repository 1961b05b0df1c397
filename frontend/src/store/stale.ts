/** How the drawing differs from the run on the screen. */
import { useMemo } from "react";

import { differs, isDifferent, type Differences } from "../project/differs";
import { finderIn } from "../project/trainingEntries";
import { useCatalogue } from "./catalogue";
import { useProject } from "./project";
import { useRun, useRunProject } from "./runs";

const NONE: Differences = { network: false, data: false, training: [] };

/** How the drawing differs from the run on the screen; nothing while there is no run. */
export function useDiffers(): Differences {
  const file = useProject((state) => state.file);
  const started = useRunProject();
  const run = useRun();
  const catalogue = useCatalogue();
  return useMemo(() => {
    return started && run ? differs(file, started, run, finderIn(catalogue)) : NONE;
  }, [catalogue, file, started, run]);
}

/** Whether the run on the screen is of another drawing than the one on the canvas. */
export function useStale(): boolean {
  return isDifferent(useDiffers());
}
