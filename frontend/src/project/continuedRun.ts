/**
 * Runs that continue from the weights of the run before: because its data were painted on while it trained, or because a
 * person wants more epochs of a finished run.
 *
 * Their project starts from those weights, and a mark in its view says so and keeps what the drawing says instead. The
 * drawing on the canvas has neither: to reset it, or to play it again, starts from new weights. Pure.
 */
import type { ProjectFile } from "../api/types";

const MARK = "goes_on";

interface Mark {
  readonly start: ProjectFile["training"]["start"] | null;
  /** What the drawing says of both, where the run says otherwise. */
  readonly epochs?: number;
  readonly title?: string;
}

/** What a run does otherwise than the drawing that it continues. */
export interface More {
  readonly epochs: number;
  readonly title: string;
}

/** Whether the project of a run was made by `continuedFrom`. */
export function isContinued(project: ProjectFile | null): boolean {
  return project !== null && MARK in (project.view ?? {});
}

/** The drawing as a project that starts from these weights, wherever their shapes fit. */
export function continuedFrom(drawing: ProjectFile, weights: string, more?: More): ProjectFile {
  const { start = null, epochs } = drawing.training;
  const mark: Mark = {
    start: start && { ...start },
    ...(more && { title: drawing.title, ...(epochs !== undefined && { epochs }) }),
  };
  return {
    ...drawing,
    ...(more && { title: more.title }),
    training: {
      ...drawing.training,
      ...(more && { epochs: more.epochs }),
      start: { weights, nodes: null },
    },
    view: { ...drawing.view, [MARK]: { ...mark } },
  };
}

/** The drawing that such a project was made of; any other project as it is. */
export function asDrawn(project: ProjectFile): ProjectFile {
  if (!isContinued(project)) return project;
  const { [MARK]: mark, ...view } = project.view ?? {};
  const { start, epochs, title = project.title } = mark as Mark;
  const training = { ...project.training };
  if (start) training.start = start;
  else delete training.start;
  if (epochs !== undefined) training.epochs = epochs;
  return { ...project, title, training, view };
}
