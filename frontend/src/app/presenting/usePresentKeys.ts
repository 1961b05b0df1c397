/** Handles the keys of the presenting mode. They come before the keys of the page that are the same. */
import { useEffectEvent, useLayoutEffect } from "react";

import { useSlowStep } from "../../session/slowStep";
import { useEditor } from "../../editor/scene/state";
import {
  goToStep,
  present,
  showNetworkAlone,
  showView,
  usePresenting,
} from "../../store/presenting";
import { presentKeyOf } from "./presentKeys";
import type { PresentView } from "./useViews";

export function usePresentKeys(
  views: readonly Pick<PresentView, "id">[],
  shown: string | undefined,
  numSteps: number,
): void {
  const press = useEffectEvent((event: KeyboardEvent) => {
    const key = presentKeyOf(event);
    // Escape closes the nearest thing: the slow step and the open layer have keys of their own.
    if (key === null || (event.key === "Escape" && hasNearer())) return;
    event.preventDefault();
    if (event.repeat && key.does !== "next" && key.does !== "back") return;
    if (key.does !== "view") return DOES[key.does](numSteps);
    const view = views[key.at];
    if (view) showView(view.id, shown);
  });
  useLayoutEffect(() => {
    const listen = (event: KeyboardEvent) => press(event);
    // In the capture phase, because the page's own keys B and F mean something else.
    window.addEventListener("keydown", listen, { capture: true });
    return () => window.removeEventListener("keydown", listen, { capture: true });
  }, []);
}

function hasNearer(): boolean {
  const { isBlank } = usePresenting.getState();
  return !isBlank && (useSlowStep.getState().isOpen || useEditor.getState().inspected !== null);
}

const DOES: Record<
  "network" | "next" | "back" | "blank" | "laser" | "leave",
  (of: number) => void
> = {
  network: showNetworkAlone,
  next: (numSteps) => move(1, numSteps),
  back: (numSteps) => move(-1, numSteps),
  blank: () => usePresenting.setState(({ isBlank }) => ({ isBlank: !isBlank })),
  laser: () => usePresenting.setState(({ hasLaser }) => ({ hasLaser: !hasLaser })),
  leave: () => {
    if (usePresenting.getState().isBlank) usePresenting.setState({ isBlank: false });
    else present(false);
  },
};

function move(by: number, numSteps: number): void {
  const { step } = usePresenting.getState();
  const next = Math.min(numSteps - 1, step) + by;
  if (next >= 0 && next < numSteps) goToStep(next);
}
