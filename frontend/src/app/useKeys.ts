/** Obeys the keys of the page. */
import { useEffect, useEffectEvent } from "react";

import { redo, undo } from "../store/project";
import { reset, step, toggle } from "../store/session";
import { keyNameOf, type KeyName } from "./keys";
import { quietly } from "./quietly";

/** The keys that only the page can obey. */
type Opens = "sheet" | "search layers" | "fork";

export function useKeys(open: (what: Opens) => void): void {
  const press = useEffectEvent((event: KeyboardEvent) => {
    const name = keyNameOf(event);
    if (name === null) return;
    event.preventDefault();
    if (event.repeat && name !== "step batch" && name !== "undo" && name !== "redo") return;
    if (name === "sheet" || name === "search layers" || name === "fork") open(name);
    else DOES[name]();
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => press(event);
    window.addEventListener("keydown", listen);
    return () => window.removeEventListener("keydown", listen);
  }, []);
}

const DOES: Record<Exclude<KeyName, Opens>, () => void> = {
  toggle: () => quietly(toggle()),
  "step batch": () => quietly(step("batch")),
  "step epoch": () => quietly(step("epoch")),
  reset: () => quietly(reset()),
  undo,
  redo,
};
