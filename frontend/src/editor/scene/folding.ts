/** Where cards stand after blocks are folded or unfolded, and after the card of a block is moved. Pure. */
import type { Position, Positions } from "../../project/graph";
import type { Drawing } from "./cards";
import { cardSize, placed, tidied, type CardSize } from "./layout";
import { around, type Box } from "./rows";
import type { Scene } from "./scene";

/** The places after cards were moved, with those of the nodes that lie inside folded blocks: these move along. */
export function withInside(drawing: Drawing, before: Positions, after: Positions): Positions {
  const all: Record<string, Position> = { ...after };
  for (const { id, nodes, block } of drawing.cards) {
    const [from, to] = [before[id], after[id]];
    if (!block || !from || !to) continue;
    const [right, down] = [to[0] - from[0], to[1] - from[1]];
    for (const node of nodes) {
      const own = before[node.id];
      if (own && node.id !== id) all[node.id] = [own[0] + right, own[1] + down];
    }
  }
  return all;
}

/**
 * The places of all nodes after one block was folded or unfolded. `own`: the places in the file. Without any, the
 * drawing lays itself out. A drawing that stands as tidying would put it stays tidy. In any other, the block unfolds
 * to the right, and what stands right of it in its rows makes room or comes closer.
 */
export function refolded(before: Scene, after: Scene, own: Positions): Positions {
  if (Object.keys(own).length === 0) return {};
  const was = placed(before.drawing, own, sizesIn(before), before);
  if (isTidy(before, was)) {
    return withInside(after.drawing, was, tidied(after.drawing, sizesIn(after), after));
  }
  return makeRoom(before, after, was);
}

const NEAR = 2;

function isTidy(scene: Scene, places: Positions): boolean {
  const tidy = tidied(scene.drawing, sizesIn(scene), scene);
  return scene.drawing.cards.every(({ id }) => {
    const [at, wanted] = [places[id], tidy[id]];
    return at && wanted && Math.abs(at[0] - wanted[0]) + Math.abs(at[1] - wanted[1]) <= NEAR;
  });
}

function makeRoom(before: Scene, after: Scene, was: Positions): Positions {
  const gone = cardsOnlyIn(before, after);
  const come = cardsOnlyIn(after, before);
  const old = boxAround(before, gone, was);
  const now = { ...was, ...inside(after, come, was, old) };
  const next = boxAround(after, come, now);
  if (!old || !next) return now;
  const shift = next.right - old.right;
  const [top, bottom] = [Math.min(old.top, next.top), Math.max(old.bottom, next.bottom)];
  const changed = new Set([...gone, ...come]);
  const moved: Record<string, Position> = {};
  for (const { id } of after.drawing.cards) {
    const box = changed.has(id) ? null : boxAround(after, [id], was);
    const isBeside = box && box.left >= old.right - NEAR && box.top < bottom && top < box.bottom;
    const at = was[id];
    if (isBeside && at) moved[id] = [at[0] + shift, at[1]];
  }
  return withInside(after.drawing, was, { ...now, ...moved });
}

/** The places of the cards that came: their own, or laid out where the block stood. */
function inside(after: Scene, come: readonly string[], was: Positions, old: Box | null): Positions {
  if (!old || come.every((id) => was[id])) return {};
  const isIn = new Set(come);
  const cards = after.drawing.cards.filter(({ id }) => isIn.has(id));
  const wires = after.drawing.wires.filter(
    ({ source, target }) => isIn.has(source) && isIn.has(target),
  );
  const laid = tidied({ cards, wires }, sizesIn(after), after);
  const box = boxAround(after, come, laid);
  if (!box) return {};
  const [right, down] = [old.left - box.left, (old.top + old.bottom - box.top - box.bottom) / 2];
  return Object.fromEntries(
    Object.entries(laid).map(([id, [x, y]]) => [id, [x + right, y + down] as const]),
  );
}

/** The ids of cards that one scene has, or has with other nodes than the other scene. */
function cardsOnlyIn(scene: Scene, other: Scene): readonly string[] {
  return scene.drawing.cards
    .filter(({ id, nodes }) => other.faces.get(id)?.card.nodes.length !== nodes.length)
    .map(({ id }) => id);
}

function boxAround(scene: Scene, ids: readonly string[], places: Positions): Box | null {
  const size = sizesIn(scene);
  const boxes = ids.flatMap((id) => {
    const [at, { width, height } = { width: 0, height: 0 }] = [places[id], size(id)];
    if (!at) return [];
    const [left, y] = at;
    return [{ left, right: left + width, top: y - height / 2, bottom: y + height / 2 }];
  });
  return boxes.length === 0 ? null : around(boxes);
}

function sizesIn(scene: Scene): (card: string) => CardSize | undefined {
  return (id) => {
    const face = scene.faces.get(id);
    return face && cardSize(face);
  };
}
