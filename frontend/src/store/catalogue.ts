/** Everything that can be picked, as the server says it. */
import { create } from "zustand";

import type { Catalogue, CatalogueEntry, Family } from "../api/types";
import { entryOf } from "../project/entries";

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

/** The entry of a family by its type, as it is known now. */
export function entry(family: Family, type: string): CatalogueEntry | undefined {
  return entryOf(useCatalogueState.getState().catalogue, family, type);
}

export function useEntry(family: Family, type: string | undefined): CatalogueEntry | undefined {
  return useCatalogueState((state) =>
    type === undefined ? undefined : entryOf(state.catalogue, family, type),
  );
}
