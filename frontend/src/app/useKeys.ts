/** Handles the keyboard shortcuts of the page. */
import { useEffectEvent, useLayoutEffect } from "react";

import { redo, undo } from "../store/project";
import { reset, step, toggle } from "../session/session";
import { closeSlowStep, togglePlaying, useSlowStep, walkBy } from "../session/slowStep";
import { keyNameOf, walkKeyOf, type KeyName, type WalkKey } from "./keys";
import { quietly } from "./quietly";

/** The shortcuts that the page component itself must handle. */
type Opens = "sheet" | "find" | "search layers" | "fork" | "slow step" | "present";

export function useKeys(open: (what: Opens) => void): void {
  const press = useEffectEvent((event: KeyboardEvent) => {
    const walk = useSlowStep.getState().isOpen ? walkKeyOf(event) : null;
    if (walk !== null) {
      event.preventDefault();
      return WALKS[walk]();
    }
    const name = keyNameOf(event);
    if (name === null) return;
    event.preventDefault();
    if (event.repeat && name !== "step batch" && name !== "undo" && name !== "redo") return;
    if (isOpening(name)) open(name);
    else DOES[name]();
  });
  // At once with the first picture: whoever sees a button may press its key.
  useLayoutEffect(() => {
    const listen = (event: KeyboardEvent) => press(event);
    window.addEventListener("keydown", listen);
    return () => window.removeEventListener("keydown", listen);
  }, []);
}

const OPENS: ReadonlySet<KeyName> = new Set<Opens>([
  "sheet",
  "find",
  "search layers",
  "fork",
  "slow step",
  "present",
]);

function isOpening(name: KeyName): name is Opens {
  return OPENS.has(name);
}

const WALKS: Record<WalkKey, () => void> = {
  back: () => walkBy(-1),
  on: () => walkBy(1),
  play: togglePlaying,
  leave: closeSlowStep,
};

const DOES: Record<Exclude<KeyName, Opens>, () => void> = {
  toggle: () => quietly(toggle()),
  "step batch": () => quietly(step("batch")),
  "step epoch": () => quietly(step("epoch")),
  reset: () => quietly(reset()),
  undo,
  redo,
};
