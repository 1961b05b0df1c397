/** Sends commands to runs, and shows a message where one is refused. */
import type { Answer, Command } from "../api/types";
import { dismissOf, notify, notifyError } from "../store/messages";
import { usePreferences } from "../store/preferences";
import { useRunsState } from "../store/runs";
import { shownRun } from "./drawingAndRun";

const OF_COMMAND = { cause: "command" } as const;

export class RunCommands {
  constructor(private readonly send: (run: string, command: Command) => Promise<Answer>) {}

  /** Sends a command to the run on the screen, where there is one that this browser may change. */
  async toShown(command: Command, isAsked = true): Promise<void> {
    const run = shownRun();
    if (run && useRunsState.getState().mayChange) await this.to(run.id, command, isAsked);
  }

  /** `isAsked`: a person waits for it, and is told if it has to wait. */
  async to(run: string, command: Command, isAsked = true): Promise<void> {
    try {
      const answer = await this.send(run, command);
      if (!answer.ok) notify(answer.error ?? `the run refused to ${command.type}`, OF_COMMAND);
      else dismissOf(["command"]);
      const taken = takenAs(answer);
      if (taken !== null && isAsked) notify(taken, { tone: "news", cause: "waiting" });
    } catch (error) {
      notifyError(error);
    }
  }

  /** Asks the run on the screen for the speed that the person wants. */
  async sendSpeed(): Promise<void> {
    const value = usePreferences.getState().speed;
    await this.toShown({ type: "set", field: "steps_per_second", value }, false);
  }
}

/** Why a command that was taken is not done yet; null where it is done. */
function takenAs({ value }: Answer): string | null {
  const taken = typeof value === "object" && value !== null && "taken" in value && value.taken;
  return typeof taken === "string" ? taken : null;
}
