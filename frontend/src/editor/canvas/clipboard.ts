/** Copies of cards: duplicate, copy, and paste at a point of the canvas. */
import type { useReactFlow } from "@xyflow/react";

import type { Fragment, Position } from "../../project/graph";
import { useProject } from "../../store/project";

interface Point {
  readonly x: number;
  readonly y: number;
}

/** The copied nodes, and where they were pasted last. Each paste at the same point is a little further away. */
let copied: { readonly fragment: Fragment; times: number; at: Point | null } | null = null;

export type ToCanvas = ReturnType<typeof useReactFlow>["screenToFlowPosition"];

export function hasCopied(): boolean {
  return copied !== null;
}

export function duplicateSelected(): boolean {
  const { selection, duplicate } = useProject.getState();
  // The key is used even if nothing is selected, because the browser would open its bookmarks.
  if (selection.nodes.length > 0) duplicate(selection.nodes);
  return true;
}

export function copySelected(): boolean {
  const { selection, copy } = useProject.getState();
  if (selection.nodes.length === 0 || window.getSelection()?.toString()) return false;
  copied = { fragment: copy(selection.nodes), times: 0, at: null };
  return true;
}

/** Pastes with the middle at a point of the screen, or beside what was copied. False if nothing was copied. */
export function pasteCopied(point: Point | null, toCanvas: ToCanvas): boolean {
  if (!copied) return false;
  const isSame = copied.at?.x === point?.x && copied.at?.y === point?.y;
  copied.times = isSame ? copied.times + 1 : point ? 0 : 1;
  copied.at = point;
  const shift = 40 * (point ? copied.times : Math.max(1, copied.times));
  const middle = point && middleOf(copied.fragment);
  const at = point && toCanvas(point);
  const [x, y] = at && middle ? [at.x - middle[0], at.y - middle[1]] : [0, 0];
  useProject.getState().paste(copied.fragment, [x + shift, y + shift]);
  return true;
}

function middleOf({ positions }: Fragment): Position | null {
  const places = Object.values(positions);
  if (places.length === 0) return null;
  const [xs, ys] = [places.map(([x]) => x), places.map(([, y]) => y)];
  // The place of a card is the middle of its left side.
  return [(Math.min(...xs) + Math.max(...xs)) / 2 + 52, (Math.min(...ys) + Math.max(...ys)) / 2];
}
