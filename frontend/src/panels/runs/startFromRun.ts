/** Makes the drawing on the canvas start from the weights of a run. */
import { notify } from "../../store/messages";
import { endUndoStep, undo, useProject } from "../../store/project";
import { weightsOfRun } from "../../session/weights";

export async function startFromRun(run: string, title: string): Promise<void> {
  const weights = await weightsOfRun(run);
  if (weights === null) return;
  endUndoStep();
  useProject.getState().setTraining({ start: { weights, nodes: null } });
  endUndoStep();
  notify(
    `the drawing starts from the weights of “${title}”, wherever a layer has the same id and shapes`,
    { tone: "news", cause: "start", action: { title: "Undo", run: undo } },
  );
}
