/** Looking on: the run on the screen is of somebody else, and so is its drawing. Neither is changed from here. */
import { notify } from "./messages";
import { useRunsState } from "./runs";

/** Whether a drawing, by its `origin`, is that of a run that is only looked at. */
export function isLookedAt(origin: number): boolean {
  const { mayChange, lookedAt } = useRunsState.getState();
  return !mayChange && lookedAt === origin;
}

/** Says why nothing happens. */
export function sayLooking(): void {
  notify("you look on at a run of somebody else; make it yours to change it", {
    tone: "news",
    cause: "run",
  });
}
