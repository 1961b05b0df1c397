/** Draws a wire without dragging: a first card or handle is chosen, then a card. */
import type { Edge } from "../../api/types";
import { freeHandle } from "../../project/graph";
import { entry } from "../../store/catalogue";
import { useProject } from "../../store/project";
import type { Scene } from "../scene/scene";
import { announce, useEditor, type Wiring } from "../scene/state";
import { drawOrRefuse, edgeBetween } from "./drawWire";
import { plainMisfit } from "./wireFits";

/** The wire from where `wiring` began to another card. */
export function wireTo(scene: Scene, { card, input }: Wiring, other: string): Edge {
  if (input !== null) return edgeBetween(scene, other, card, input);
  const most = scene.faces.get(other)?.num_inputs ?? 1;
  const free = freeHandle(useProject.getState().file, other);
  return edgeBetween(scene, card, other, most <= 1 ? 0 : Math.min(free, most - 1));
}

/** Begins a wire at the output of a card, or at one of its inputs. */
export function beginWire(scene: Scene, card: string, input: number | null = null): void {
  const face = scene.faces.get(card);
  if (!face) return;
  if (input === null && !face.hasOutput) {
    announce(`${face.titles[0]} ends the network; start the wire at another layer.`);
    return;
  }
  useEditor.setState({ wiring: { card, input, aim: null }, menu: null, refusal: null });
  const end = input === null ? "to" : "from";
  announce(
    `A wire ${input === null ? "from" : "to"} ${face.titles[0]}. Choose the layer it leads ${end}.`,
  );
}

/** Ends the wire at a card: draws it if it fits, otherwise says why it does not. */
export async function endWire(
  scene: Scene,
  card: string,
  { x, y, input }: { readonly x: number; readonly y: number; readonly input?: number | null },
): Promise<void> {
  const { wiring } = useEditor.getState();
  if (!wiring) return;
  const plain = wireTo(scene, wiring, card);
  const edge =
    wiring.input === null && typeof input === "number" ? { ...plain, handle: input } : plain;
  useEditor.setState({ wiring: null });
  const isDrawn = await drawOrRefuse(edge, scene, x, y);
  const [from, to] = [edge.source, edge.target].map((id) => titleOf(scene, id));
  if (isDrawn) announce(`Wired ${from} to ${to}.`);
}

/** A tap is told twice where a finger trembled: once as a drag that led nowhere, once as a click. */
const TWICE_MS = 400;
let tapped = { name: "", at: -Infinity };

/** A tap on a handle begins a wire; the next one, on a handle or a card, ends it. Without `input`, a card was tapped. */
export function tapHandle(
  scene: Scene,
  card: string,
  input: number | null,
  at: { readonly x: number; readonly y: number },
): void {
  const name = `${card} ${input}`;
  const now = performance.now();
  if (tapped.name === name && now - tapped.at < TWICE_MS) return;
  tapped = { name, at: now };
  const { wiring } = useEditor.getState();
  if (!wiring || wiring.card === card) beginWire(scene, card, input);
  else void endWire(scene, card, { ...at, input });
}

export function leaveWire(): void {
  useEditor.setState({ wiring: null });
  announce("No wire was drawn.");
}

/**
 * The card to aim at first: the next one in reading order that can be wired and is not wired yet; otherwise the next
 * one.
 */
export function firstAim(scene: Scene, wiring: Wiring, order: readonly string[]): string | null {
  const start = order.indexOf(wiring.card);
  const others = [...order.slice(start + 1), ...order.slice(0, Math.max(0, start)).toReversed()];
  const { file } = useProject.getState();
  const isNew = (id: string) => {
    const { source, target } = wireTo(scene, wiring, id);
    return !file.network.edges.some((edge) => edge.source === source && edge.target === target);
  };
  const isPossible = (id: string) =>
    plainMisfit(file, wireTo(scene, wiring, id), (type) => entry("layers", type)) === null;
  return others.find((id) => isPossible(id) && isNew(id)) ?? others[0] ?? null;
}

/** The card after or before the one that is aimed at. All cards can be aimed at: those that do not fit say why. */
export function nextAim(wiring: Wiring, order: readonly string[], step: 1 | -1): string | null {
  const others = order.filter((id) => id !== wiring.card);
  const at = wiring.aim === null ? (step > 0 ? -1 : others.length) : others.indexOf(wiring.aim);
  return others[Math.min(others.length - 1, Math.max(0, at + step))] ?? null;
}

export function titleOf(scene: Scene, node: string): string {
  return scene.faces.get(scene.drawing.cardOf.get(node) ?? node)?.titles[0] ?? node;
}
