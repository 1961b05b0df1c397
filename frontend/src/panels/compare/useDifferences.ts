/** In which settings the compared runs differ. */
import { useMemo } from "react";

import { differences, type Difference } from "../../project/differences";
import { useCatalogue } from "../../store/catalogue";
import type { Compared } from "../../store/comparison";

/** The rows change only when a run, its project or one of its settings changes, not with every point. */
export function useDifferences(runs: readonly Compared[]): readonly Difference[] {
  const catalogue = useCatalogue();
  const key = runs
    .map(({ id, project, series }) => `${id} ${project !== null} ${series.changes.length}`)
    .join();
  return useMemo(() => {
    const known = runs.flatMap(({ project }) => (project ? [project] : []));
    if (known.length < runs.length) return [];
    const changes = runs.map(({ series }) => series.changes);
    return differences(known, catalogue, changes);
    // The key changes whenever the differences can change.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [catalogue, key]);
}
