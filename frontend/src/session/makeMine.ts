/** Makes a copy of the run that is looked at: its project, starting from the weights that it has learned. */
import { ApiError, type Api } from "../api/client";
import type { ProjectFile } from "../api/types";
import { asDrawn } from "../project/continuedRun";
import { useRunsState } from "../store/runs";

/** A run that trains may replace its checkpoint just then: how often and how long after to ask again. */
const TRIES = 3;
const AGAIN_MS = 150;
/** The status of the server where a run has no checkpoint. */
const NO_WEIGHTS = 422;

interface Copy {
  readonly project: ProjectFile;
  /** Where it starts from, to be said once it is open. */
  readonly words: string;
}

/** The copy of the run on the screen; null where there is no run. */
export async function copyOfShown(api: Pick<Api, "borrowWeights">): Promise<Copy | null> {
  const { run, project } = useRunsState.getState();
  if (!run || !project) return null;
  const drawn = asDrawn(project);
  const weights = await weightsOf(api, run.id);
  if (weights === null) {
    const words = `“${run.title}” has learned nothing yet, so your copy starts anew`;
    return { project: drawn, words };
  }
  return {
    project: { ...drawn, training: { ...drawn.training, start: { weights, nodes: null } } },
    words: `your copy starts from the weights of “${run.title}”`,
  };
}

/** The weights of a run as a file; null where it has learned nothing yet. */
async function weightsOf(api: Pick<Api, "borrowWeights">, run: string): Promise<string | null> {
  for (let tries = 1; ; tries += 1) {
    try {
      return (await api.borrowWeights(run)).weights;
    } catch (error) {
      if (!(error instanceof ApiError && error.status === NO_WEIGHTS)) throw error;
      if (tries >= TRIES) return null;
      await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
    }
  }
}
