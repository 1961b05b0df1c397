/** The hints of a first visit that are still to do. They come once in a browser and never again. */
import { create } from "zustand";
import { persist } from "zustand/middleware";

export type FirstHint = "play" | "point" | "change";
export const FIRST_HINTS: readonly FirstHint[] = ["play", "point", "change"];

interface FirstVisit {
  /** What is not done. Empty where all are done or the hints were closed. */
  readonly left: readonly FirstHint[];
}

const NAME = "torchground-first-visit";

export const useFirstVisit = create<FirstVisit>()(
  persist((): FirstVisit => ({ left: wasHere(localStorage) ? [] : FIRST_HINTS }), {
    name: NAME,
    version: 1,
  }),
);
// The page soon keeps other things in the browser; what is left must be kept before, or a reload would end the hints.
useFirstVisit.setState({});

/** Whether the browser keeps anything of this page, so that its person has been here before. */
function wasHere(storage: Storage): boolean {
  return Object.keys(storage).some((key) => key.startsWith("torchground"));
}

/** Ticks a hint, because the person has done what it says. */
export function didFirst(hint: FirstHint): void {
  const { left } = useFirstVisit.getState();
  if (left.includes(hint)) useFirstVisit.setState({ left: left.filter((one) => one !== hint) });
}

/** Ends the hints for good. */
export function closeFirstVisit(): void {
  useFirstVisit.setState({ left: [] });
}
