/**
 * The keys of a focused card: arrows go to the next card, W begins a wire, + and − change its units, Space chooses it too,
 * M goes to what mends its problem.
 */
import type { KeyboardEvent } from "react";

import { useProject } from "../../store/project";
import { neighbour, orderOf, type Direction } from "../scene/order";
import type { Box } from "../scene/rows";
import type { Scene } from "../scene/scene";
import { focusCard } from "../scene/focusCard";
import { announce, useEditor } from "../scene/state";
import { beginWire, firstAim } from "../wires/wiring";
import { idsOf } from "./flowChanges";
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
  const isBlock = scene.faces.get(id)?.card.block !== undefined;
  if (key === "+" || key === "=") return !isBlock && changeUnits(id, 1);
  if (key === "-") return !isBlock && changeUnits(id, -1);
  if (isShift) return false;
  const direction = DIRECTIONS[key];
  if (direction) return go(neighbour(boxes, id, direction));
  if (key === "Home") return go(orderOf(boxes)[0] ?? null);
  if (key === "End") return go(orderOf(boxes).at(-1) ?? null);
  if (key === " ") return chooseToo(scene, id);
  if (key.toLowerCase() === "m") return goToMend(id);
  if (key.toLowerCase() !== "w") return false;
  wireFrom(scene, id, boxes);
  return true;
}

/** Adds a card to the chosen ones, or takes it away from them. */
export function chooseToo(scene: Scene, id: string): true {
  const face = scene.faces.get(id);
  if (!face) return true;
  const { selection, select } = useProject.getState();
  const own = idsOf(face.card);
  const others = selection.nodes.filter((node) => !own.includes(node));
  const isChosen = others.length < selection.nodes.length;
  select({ nodes: isChosen ? others : [...others, ...own], edges: [] });
  announce(`${face.titles[0]} is ${isChosen ? "no longer chosen" : "chosen too"}.`);
  return true;
}

/** Moves the focus to the first button that mends the card's problem, or says that there is none. */
function goToMend(id: string): true {
  const bubbles = [...document.querySelectorAll<HTMLElement>("[data-bubble]:not([hidden])")];
  const own = bubbles.find((bubble) => bubble.dataset["bubble"] === id);
  const button = own?.querySelector("button");
  if (button) button.focus();
  else announce("No button mends this layer here. Enter opens it, with all its problems.");
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
