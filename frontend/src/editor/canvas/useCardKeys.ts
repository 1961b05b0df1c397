/** The keys of a focused card: arrows go to the next card, W begins a wire, + and − change its units. */
import type { KeyboardEvent } from "react";

import { neighbour, orderOf, type Direction } from "../scene/order";
import type { Box } from "../scene/rows";
import type { Scene } from "../scene/scene";
import { focusCard } from "../scene/focusCard";
import { useEditor } from "../scene/state";
import { beginWire, firstAim } from "../wires/wiring";
import { changeUnits } from "./UnitButtons";

type Boxes = ReadonlyMap<string, Box>;

const DIRECTIONS: Readonly<Record<string, Direction>> = {
  ArrowLeft: "left",
  ArrowRight: "right",
  ArrowUp: "up",
  ArrowDown: "down",
};

/** With Shift, the arrow keys are left to React Flow, which moves the chosen cards. */
export function onCardKey(event: KeyboardEvent, scene: Scene, boxes: Boxes): void {
  const { target, key } = event;
  if (!(target instanceof HTMLElement) || !target.matches(".react-flow__node")) return;
  const id = target.dataset["id"] ?? "";
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (!act(key, event.shiftKey, id, scene, boxes)) return;
  event.preventDefault();
  event.stopPropagation();
}

function act(key: string, isShift: boolean, id: string, scene: Scene, boxes: Boxes): boolean {
  if (key === "+" || key === "=") return changeUnits(id, 1);
  if (key === "-") return changeUnits(id, -1);
  if (isShift) return false;
  const direction = DIRECTIONS[key];
  if (direction) return go(neighbour(boxes, id, direction));
  if (key === "Home") return go(orderOf(boxes)[0] ?? null);
  if (key === "End") return go(orderOf(boxes).at(-1) ?? null);
  if (key.toLowerCase() !== "w") return false;
  wireFrom(scene, id, boxes);
  return true;
}

/** Arrow keys do nothing else on a card, also where no other card lies. */
function go(id: string | null): true {
  if (id !== null) focusCard(id);
  return true;
}

/** Begins a wire at a card and aims at the first card that it can lead to. */
export function wireFrom(scene: Scene, id: string, boxes: Boxes): void {
  beginWire(scene, id);
  const { wiring } = useEditor.getState();
  if (wiring) {
    useEditor.setState({ wiring: { ...wiring, aim: firstAim(scene, wiring, orderOf(boxes)) } });
  }
}
