/** The entries of the training that are in force, and a function to change them. */
import { useMemo } from "react";

import type { EntryJson, ProjectFile, TrainingFile } from "../../api/types";
import {
  finderIn,
  TRAINING_FIELDS,
  trainingEntry,
  type TrainingEntry,
} from "../../project/trainingEntries";
import { filledIn, useCatalogue } from "../../store/catalogue";
import { useReport } from "../../store/check";
import { useProject } from "../../store/project";

export const setTraining = (change: Partial<TrainingFile>) =>
  useProject.getState().setTraining(change);

export type Own = Readonly<Record<TrainingEntry, EntryJson | null>>;

/** The entries of the training. An entry that the file leaves out is filled in like on the server. */
export function useOwn(file: ProjectFile): Own {
  const catalogue = useCatalogue();
  const report = useReport();
  return useMemo(
    () => {
      const find = finderIn(catalogue, filledIn);
      return Object.fromEntries(
        TRAINING_FIELDS.map((field) => [field, trainingEntry(file, field, find)]),
      ) as Own;
    },
    // `filledIn` depends on the report, which holds the check's defaults.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [catalogue, file, report],
  );
}
