/** The keys of the palette: from chip to chip, and back to the canvas. */
import type { FocusEvent, KeyboardEvent } from "react";

import { useProject } from "../../store/project";
import { focusCard } from "../scene/focusCard";

const STEPS: Readonly<Record<string, number>> = {
  ArrowRight: 1,
  ArrowDown: 1,
  ArrowLeft: -1,
  ArrowUp: -1,
  Home: -Infinity,
  End: Infinity,
};

/** The arrow keys lead from chip to chip, and from the search to the first one. */
export function walkChips(event: KeyboardEvent<HTMLElement>): void {
  const { key, target, currentTarget } = event;
  const step = STEPS[key];
  const chips = [...currentTarget.querySelectorAll<HTMLElement>("[data-layer]")];
  const at = chips.findIndex((chip) => chip === target);
  const isSearch = target instanceof HTMLInputElement && key === "ArrowDown";
  if (!step || (at < 0 && !isSearch)) return;
  // While a chip is carried, the arrow keys carry it.
  if (chips.some((chip) => chip.dataset["dragged"] === "true")) return;
  chips[Math.min(chips.length - 1, Math.max(0, at + step))]?.focus();
  event.preventDefault();
  event.stopPropagation();
}

/** Tab leads to the chip that had the focus last. */
export function keepStop({ target, currentTarget }: FocusEvent<HTMLElement>): void {
  if (!target.matches("[data-layer]")) return;
  for (const chip of currentTarget.querySelectorAll<HTMLElement>("[data-layer]")) {
    chip.tabIndex = chip === target ? 0 : -1;
  }
}

/** Leaves the palette for the chosen card. */
export function focusChosen(): void {
  const { selection, file } = useProject.getState();
  const id = selection.nodes.at(-1) ?? file.network.nodes[0]?.id;
  if (id !== undefined) focusCard(id);
}
