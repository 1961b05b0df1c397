/** Trains a run on that is over: a new run of the same drawing, from the weights that were learned. */
import type { Api } from "../api/client";
import type { RunInfo } from "../api/types";
import { continuedFrom } from "../project/continuedRun";
import { LONGEST_TITLE } from "../project/projectWords";
import { notifyError } from "../store/messages";
import { usePreferences } from "../store/preferences";
import type { DraftRuns } from "./draftRuns";
import { drawing } from "./drawingAndRun";
import type { RunCommands } from "./runCommands";

/** Most epochs that are added at once. A run that was planned for fewer gets as many again. */
const MOST_EPOCHS = 100;

export function moreEpochs({ epochs }: Pick<RunInfo, "epochs">): number {
  return Math.max(1, Math.min(MOST_EPOCHS, epochs));
}

export function moreWords(run: Pick<RunInfo, "epochs">): string {
  const count = moreEpochs(run);
  return `${count} epoch${count === 1 ? "" : "s"} more`;
}

export async function trainOn(
  run: RunInfo,
  api: Pick<Api, "borrowWeights">,
  drafts: Pick<DraftRuns, "make">,
  commands: Pick<RunCommands, "toShown">,
): Promise<void> {
  try {
    const { weights } = await api.borrowWeights(run.id);
    const { speed } = usePreferences.getState();
    const title = `${moreWords(run)} · ${drawing().title}`.slice(0, LONGEST_TITLE);
    const more = { epochs: moreEpochs(run), title };
    const made = await drafts.make({
      draft: false,
      paused: speed !== null,
      as: (file) => continuedFrom(file, weights, more),
    });
    if (made && speed !== null) await commands.toShown({ type: "play" });
  } catch (error) {
    notifyError(error);
  }
}
