/** Another entry in the place of one, and back: what was set on an entry comes back with it. */
import type { EntryJson } from "../../api/types";
import { useProject } from "../../store/project";

/** What was set on the entries of the drawing that `origin` counts, by their place and type. */
let kept = new Map<string, EntryJson>();
let origin = -1;

/** The entry of another type for a place in the training; with what was set on it before, else with `fresh`. */
export function otherEntry(
  place: string,
  own: EntryJson | null,
  type: string,
  fresh: Readonly<Record<string, unknown>> = {},
): EntryJson {
  const now = useProject.getState().origin;
  if (now !== origin) kept = new Map();
  origin = now;
  if (own) kept.set(`${place} ${own.type}`, own);
  return kept.get(`${place} ${type}`) ?? { ...fresh, type };
}
