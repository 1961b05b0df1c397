/** The presenting mode: network and one view fill the screen, in letters that are read from the back of a room. */
import { create } from "zustand";

/** What the caption speaks of: cards of the drawing and views, by their ids. */
export interface Named {
  readonly cards: readonly string[];
  readonly views: readonly string[];
}

export const NOTHING_NAMED: Named = { cards: [], views: [] };

export interface Presenting {
  readonly isOn: boolean;
  /** The id of the chosen view; null while the person has chosen none. */
  readonly view: string | null;
  /** Whether it was chosen at this step of the caption. Else a view that the step names comes before it. */
  readonly isChosenHere: boolean;
  /** What the stage shows: network and view side by side, or one of them alone. */
  readonly stage: "both" | "network" | "view";
  /** The number of the caption's step, from 0. */
  readonly step: number;
  readonly named: Named;
  readonly isBlank: boolean;
  readonly hasLaser: boolean;
}

const AT_FIRST: Omit<Presenting, "isOn"> = {
  view: null,
  isChosenHere: false,
  stage: "both",
  step: 0,
  named: NOTHING_NAMED,
  isBlank: false,
  hasLaser: false,
};

export const usePresenting = create<Presenting>(() => ({ isOn: false, ...AT_FIRST }));

/** Enters or leaves the presenting mode. Entering begins with the first step of the text. */
export function present(isOn: boolean): void {
  if (usePresenting.getState().isOn !== isOn) usePresenting.setState({ isOn, ...AT_FIRST });
}

/**
 * Shows a view beside the network. The same view again shows it alone, and once more brings the network back. `shown` is
 * the view that is on the screen.
 */
export function showView(id: string, shown: string | undefined): void {
  usePresenting.setState(({ stage }) => {
    const isAgain = id === shown && stage !== "network";
    return {
      view: id,
      isChosenHere: true,
      stage: isAgain && stage === "both" ? "view" : "both",
    };
  });
}

/** The id of the view on the screen; undefined where the first one is to be shown. Pure. */
export function shownView({ view, isChosenHere, named }: Presenting): string | undefined {
  return (isChosenHere ? view : (named.views[0] ?? view)) ?? undefined;
}

/** Shows the network alone, or the chosen view beside it again. */
export function showNetworkAlone(): void {
  usePresenting.setState(({ stage }) => ({ stage: stage === "network" ? "both" : "network" }));
}

/** Goes to a step of the caption. A view that its words name takes the place of the chosen one. */
export function goToStep(step: number): void {
  usePresenting.setState({ step, isChosenHere: false });
}
