/** The catalogue: everything that can be picked, as the server describes it. */
import { create } from "zustand";

import type { Catalogue, CatalogueEntry, Family, ProjectFile } from "../api/types";
import { entryOf } from "../project/entries";
import { fingerprint } from "../project/fingerprint";
import { finderIn, type FilledIn, type FindEntry } from "../project/trainingEntries";
import { useCheck } from "./check";

const NOTHING: Catalogue = {
  families: {
    layers: [],
    losses: [],
    optimizers: [],
    schedulers: [],
    initializers: [],
    augmentations: [],
    datasets: [],
    tasks: [],
    probes: [],
  },
};

export const useCatalogueState = create<{ readonly catalogue: Catalogue }>(() => ({
  catalogue: NOTHING,
}));

/** The catalogue; its families are empty until it has come. */
export function useCatalogue(): Catalogue {
  return useCatalogueState((state) => state.catalogue);
}

/** Finds entries in the catalogue as it is known now, and what the check filled in as it last answered. */
export function finder(): FindEntry {
  return finderIn(useCatalogueState.getState().catalogue, filledIn);
}

/** What the check filled in for a project with these data and this training; nothing where it answered for another. */
export function filledIn(project: ProjectFile): FilledIn | undefined {
  const { report, file } = useCheck.getState();
  if (!report || !file) return undefined;
  const isSame = file.data === project.data && file.training === project.training;
  const asks = ({ data, training }: ProjectFile) => fingerprint([data, training]);
  return isSame || asks(file) === asks(project) ? report.defaults : undefined;
}

/** The entry of a family by its type, as it is known now. */
export function entry(family: Family, type: string): CatalogueEntry | undefined {
  return entryOf(useCatalogueState.getState().catalogue, family, type);
}

export function useEntry(family: Family, type: string | undefined): CatalogueEntry | undefined {
  return useCatalogueState((state) =>
    type === undefined ? undefined : entryOf(state.catalogue, family, type),
  );
}
