/** The entries of the training as they are in force, and the change of one. */
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

/** The entries of the training, those that are left out as the server takes them. */
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
    // The report says what the check filled in.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [catalogue, file, report],
  );
}
