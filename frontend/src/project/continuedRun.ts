/**
 * Runs that continue from the weights of the run before, because its data were painted on while it trained.
 *
 * Their project starts from those weights, and a mark in its view says so. The drawing on the canvas has neither: to
 * reset it, or to play it again, starts from new weights. Pure.
 */
import type { ProjectFile } from "../api/types";

const MARK = "goes_on";

/** Whether the project of a run was made by `continuedFrom`. */
export function isContinued(project: ProjectFile | null): boolean {
  return project !== null && MARK in (project.view ?? {});
}

/** The drawing as a project that starts from these weights, wherever their shapes fit. */
export function continuedFrom(drawing: ProjectFile, weights: string): ProjectFile {
  const { start = null } = drawing.training;
  return {
    ...drawing,
    training: { ...drawing.training, start: { weights, nodes: null } },
    view: { ...drawing.view, [MARK]: { start: start && { ...start } } },
  };
}

/** The drawing that such a project was made of; any other project as it is. */
export function asDrawn(project: ProjectFile): ProjectFile {
  if (!isContinued(project)) return project;
  const { [MARK]: mark, ...view } = project.view ?? {};
  const { start } = mark as { start: ProjectFile["training"]["start"] | null };
  const training = { ...project.training };
  if (start) training.start = start;
  else delete training.start;
  return { ...project, training, view };
}
