/** Finds where a dragged layer would be added: into a card, onto a wire, or onto the free canvas. Pure. */
import type { InternalNode, Node } from "@xyflow/react";

import { routeOf } from "./route";
import type { Box } from "./rows";
import type { Scene } from "./scene";
import type { DropPlace } from "./state";
import { heightAt } from "./wirePath";

/** A card on the canvas, in canvas pixels. */
export interface CardBox {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export type BoxOf = (card: string) => CardBox | undefined;

/** The greatest distance between a layer and the wire that it is dropped on, in canvas pixels. */
const REACH = 26;

export function boxOfNode(node: InternalNode<Node> | undefined): CardBox | undefined {
  const { width, height } = node?.measured ?? {};
  if (!node || !width || !height) return undefined;
  return { ...node.internals.positionAbsolute, width, height };
}

/** The place for a layer at a point of the canvas. */
export function placeAt(scene: Scene, boxOf: BoxOf, x: number, y: number): DropPlace {
  for (const card of scene.drawing.cards) {
    const box = boxOf(card.id);
    if (box && isIn(box, x, y)) return { kind: "card", id: card.id, last: card.last };
  }
  let best: DropPlace = { kind: "canvas", x, y };
  let least = Infinity;
  const boxes = edgesOf(scene, boxOf);
  for (const { id, edge, source, target } of scene.drawing.wires) {
    const away = distance(boxes, source, target, x, y, scene.wired.has(id));
    if (away >= least) continue;
    least = away;
    best = { kind: "wire", id, edge, at: { x, y } };
  }
  return least <= REACH ? best : { kind: "canvas", x, y };
}

type Boxes = ReadonlyMap<string, Box>;

function edgesOf({ drawing }: Scene, boxOf: BoxOf): Boxes {
  const boxes = new Map<string, Box>();
  for (const { id } of drawing.cards) {
    const box = boxOf(id);
    if (!box) continue;
    const { x, y, width, height } = box;
    boxes.set(id, { left: x, right: x + width, top: y, bottom: y + height });
  }
  return boxes;
}

function isIn({ x, y, width, height }: CardBox, atX: number, atY: number): boolean {
  return atX >= x && atY >= y && atX <= x + width && atY <= y + height;
}

/** The vertical distance from a point to a wire. Between the outermost wires of a bundle of weights it is 0. */
function distance(
  boxes: Boxes,
  source: string,
  target: string,
  x: number,
  y: number,
  isBundle: boolean,
): number {
  const [from, to] = [boxes.get(source), boxes.get(target)];
  if (!from || !to) return Infinity;
  const [x1, x2] = [from.right, to.left];
  if (x < Math.min(x1, x2) || x > Math.max(x1, x2)) return Infinity;
  const { kind, height } = routeOf(from, to, boxes.values());
  if (height !== null && !(isBundle && kind === "around")) return Math.abs(y - height);
  const least = Math.min(from.bottom - from.top, to.bottom - to.top);
  const spread = isBundle ? Math.max(0, least / 2 - REACH) : 0;
  return Math.max(0, Math.abs(heightAt(x, x1, middle(from), x2, middle(to)) - y) - spread);
}

function middle({ top, bottom }: Box): number {
  return (top + bottom) / 2;
}

/**
 * The place for a layer of this type: in a card it takes the place of the last other layer of its sort, if there is one,
 * rather than going behind the card.
 */
export function swapping(
  place: DropPlace,
  scene: Scene,
  type: string,
  sortOf: (type: string) => string | null | undefined,
): DropPlace {
  const sort = sortOf(type);
  const card = place.kind === "card" ? scene.faces.get(place.id)?.card : undefined;
  if (place.kind !== "card" || !sort || card?.block) return place;
  const alike = card?.nodes.filter(
    ({ layer }) => layer.type !== type && sortOf(layer.type) === sort,
  );
  const last = alike?.[alike.length - 1];
  return last ? { ...place, swaps: last.id } : place;
}

/** All places where a layer can be dropped with the keyboard, from left to right. */
export function allPlaces(
  scene: Scene,
  boxOf: BoxOf,
): { place: DropPlace; x: number; y: number }[] {
  const cards = scene.drawing.cards.flatMap(({ id, last }) => {
    const box = boxOf(id);
    const place: DropPlace = { kind: "card", id, last };
    return box ? [{ place, x: box.x + box.width / 2, y: box.y + box.height / 2 }] : [];
  });
  const boxes = edgesOf(scene, boxOf);
  const wires = scene.drawing.wires.flatMap(({ id, edge, source, target }) => {
    const [from, to] = [boxes.get(source), boxes.get(target)];
    if (!from || !to) return [];
    const place: DropPlace = { kind: "wire", id, edge };
    const { height } = routeOf(from, to, boxes.values());
    return [{ place, x: (from.right + to.left) / 2, y: height ?? (middle(from) + middle(to)) / 2 }];
  });
  return [...cards, ...wires].sort((a, b) => a.x - b.x || a.y - b.y);
}

/** The name of a place, for screen readers. */
export function placeName(place: DropPlace, scene: Scene): string {
  const title = (id: string) => scene.faces.get(id)?.titles[0] ?? id;
  if (place.kind === "card" && place.swaps !== undefined) {
    const { titles = [], card } = scene.faces.get(place.id) ?? {};
    const at = card?.nodes.findIndex(({ id }) => id === place.swaps) ?? -1;
    return `in place of ${titles[at] ?? place.swaps}`;
  }
  if (place.kind === "card") return `after ${title(place.id)}`;
  if (place.kind === "canvas") return "on the free canvas";
  const { source, target } = place.edge;
  const cardOf = (id: string) => scene.drawing.cardOf.get(id) ?? id;
  return `on the wire from ${title(cardOf(source))} to ${title(cardOf(target))}`;
}
