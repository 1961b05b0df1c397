/** In what a run differs from another one, in words. Pure. */
import type { Catalogue, ProjectFile } from "../../api/types";
import { differences, type Difference } from "../../project/differences";
import type { KnownProject } from "./runProjects";

/** Most settings that stand in one row of the table. */
const MOST = 4;

export interface DiffersFrom {
  readonly text: string;
  readonly all: readonly Difference[];
}

const NOTHING: readonly Difference[] = [];

/** How a run differs from the reference; null while one of the projects has not come. */
export function differsFrom(
  reference: KnownProject | undefined,
  project: KnownProject | undefined,
  catalogue: Catalogue,
): DiffersFrom | null {
  if (reference === undefined || project === undefined) return null;
  if (typeof project === "string") return { text: project, all: NOTHING };
  if (typeof reference === "string") return { text: reference, all: NOTHING };
  const all = known(reference, project, catalogue);
  return { text: wordsOf(all), all };
}

function wordsOf(all: readonly Difference[]): string {
  if (all.length === 0) return "nothing";
  const words = all.slice(0, MOST).map(({ label, values }) => `${label} ${values[1]}`);
  const more = all.length - words.length;
  return more > 0 ? `${words.join(", ")} and ${more} more` : words.join(", ");
}

const kept = new WeakMap<ProjectFile, WeakMap<ProjectFile, readonly Difference[]>>();

/** What was found once is kept as long as both projects are. */
function known(
  reference: ProjectFile,
  project: ProjectFile,
  catalogue: Catalogue,
): readonly Difference[] {
  const ofReference = kept.get(reference) ?? new WeakMap<ProjectFile, readonly Difference[]>();
  kept.set(reference, ofReference);
  const before = ofReference.get(project);
  if (before) return before;
  const found = inOrder(differences([reference, project], catalogue));
  ofReference.set(project, found);
  return found;
}

/** The data and the loss first: where they differ, results cannot be held against each other. */
function inOrder(all: readonly Difference[]): readonly Difference[] {
  const rank = ({ path }: Difference) =>
    path.startsWith("data.") ? 0 : path.startsWith("training.loss.") ? 1 : 2;
  return all.toSorted((a, b) => rank(a) - rank(b));
}
