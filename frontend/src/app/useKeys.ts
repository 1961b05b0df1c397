/** Obeys the keys of the page. */
import { useEffect, useEffectEvent } from "react";

import { redo, undo } from "../store/project";
import { reset, step, toggle } from "../store/session";
import { keyNameOf, type KeyName } from "./keys";
import { quietly } from "./quietly";

/** `open` gets the keys that only the page can obey: the sheet and the search. */
export function useKeys(open: (what: "sheet" | "search layers") => void): void {
  const press = useEffectEvent((event: KeyboardEvent) => {
    const name = keyNameOf(event);
    if (name === null) return;
    event.preventDefault();
    if (event.repeat && name !== "step batch" && name !== "undo" && name !== "redo") return;
    if (name === "sheet" || name === "search layers") open(name);
    else DOES[name]();
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => press(event);
    window.addEventListener("keydown", listen);
    return () => window.removeEventListener("keydown", listen);
  }, []);
}

const DOES: Record<Exclude<KeyName, "sheet" | "search layers">, () => void> = {
  toggle: () => quietly(toggle()),
  "step batch": () => quietly(step("batch")),
  "step epoch": () => quietly(step("epoch")),
  reset: () => quietly(reset()),
  undo,
  redo,
};
