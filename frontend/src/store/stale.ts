/** How the drawing differs from the run on the screen. */
import { useMemo } from "react";

import { changesSince, hasChanges, type Changes } from "../project/changes";
import { finderIn } from "../project/trainingEntries";
import { filledIn, useCatalogue } from "./catalogue";
import { useProject } from "./project";
import { useRun, useRunProject } from "./runs";

const NONE: Changes = { network: false, data: false, training: [] };

/** How the drawing differs from the run on the screen; nothing while there is no run. */
export function useChanges(): Changes {
  const file = useProject((state) => state.file);
  const started = useRunProject();
  const run = useRun();
  const catalogue = useCatalogue();
  return useMemo(() => {
    return started && run ? changesSince(file, started, run, finderIn(catalogue, filledIn)) : NONE;
  }, [catalogue, file, started, run]);
}

/** Whether the run on the screen is of another drawing than the one on the canvas. */
export function useStale(): boolean {
  return hasChanges(useChanges());
}
