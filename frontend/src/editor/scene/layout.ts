/** Computes the places of cards that have none: from left to right, with parallel branches below one another. Pure. */
import { Graph, layout } from "@dagrejs/dagre";

import type { Position, Positions } from "../../project/graph";
import { bodyOf, type Shown } from "./cardBody";
import type { Drawing } from "./cards";
import { freeSpot } from "./freeSpot";
import { inRows, type Box, type Laid } from "./rows";

/** Width and height of a card in canvas pixels. */
export interface CardSize {
  readonly width: number;
  readonly height: number;
}

/** The gaps between two cards in a row, with and without weight wires, and between two rows, in canvas pixels. */
const WIRED_GAP = 74;
const COLUMN_GAP = 58;
const ROW_GAP = 36;
/** The assumed size of a card whose size is unknown. */
const USUAL: CardSize = { width: 112, height: 160 };

/** Other facts that a layout depends on. */
export interface Spacing {
  /** The wires that are drawn one per weight. */
  readonly wired: ReadonlySet<string>;
  /** The length of the longest text on a wire, in letters. */
  readonly letters: number;
}

const PLAIN: Spacing = { wired: new Set(), letters: 0 };
const LETTER = 6.4;

/** The gap between two cards of a row, in canvas pixels. */
export function columnGap({ wired, letters }: Spacing): number {
  return Math.max(wired.size > 0 ? WIRED_GAP : COLUMN_GAP, letters * LETTER + 30);
}

/** The size of a card, from its picture and its texts. It does not depend on the zoom. */
export function cardSize(face: Shown): CardSize {
  const { width, height } = bodyOf(face);
  return { width, height };
}

/** Computes a place for every card: the middle of its left side, which is the origin of cards on the canvas. */
export function tidied(
  { cards, wires }: Pick<Drawing, "cards" | "wires">,
  sizes: (card: string) => CardSize | undefined,
  { wired, letters }: Spacing = PLAIN,
): Positions {
  const graph = new Graph({ multigraph: true });
  graph.setGraph({ rankdir: "LR", ranksep: columnGap({ wired, letters }), nodesep: ROW_GAP });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const { id } of cards) graph.setNode(id, { ...(sizes(id) ?? USUAL) });
  for (const { id, source, target } of wires) graph.setEdge(source, target, {}, id);
  layout(graph);
  const laid = cards.map(({ id }) => ({ ...(graph.node(id) as Omit<Laid, "id">), id }));
  const links = wires.map((wire) => ({ ...wire, whole: wired.has(wire.id) }));
  return Object.fromEntries(
    inRows(laid, links).map(({ id, x, y, width }) => [id, rounded([x - width / 2, y])]),
  );
}

/** As places are written in the file, so that a card does not move when its place is. */
function rounded([x, y]: Position): Position {
  return [Math.round(x), Math.round(y)];
}

type SizeOf = (card: string) => CardSize | undefined;

/**
 * The place of every card. Cards with a place keep it. If no card has one, all are laid out. Otherwise a card without a
 * place is put between or beside the cards that it is wired to, where it covers no other card.
 */
export function placed(
  drawing: Drawing,
  own: Positions,
  sizes: SizeOf,
  spacing: Spacing = PLAIN,
): Positions {
  const homeless = drawing.cards.filter(({ id }) => !own[id]);
  if (homeless.length === 0) return own;
  if (homeless.length === drawing.cards.length) return tidied(drawing, sizes, spacing);
  const places: Record<string, Position> = { ...own };
  for (const { id } of homeless) {
    const size = sizes(id) ?? USUAL;
    const taken = drawing.cards.flatMap((card) => boxAt(places[card.id], sizes(card.id)));
    places[id] = rounded(
      freeSpot(wanted(drawing, id, places, sizes, columnGap(spacing)), size, taken),
    );
  }
  return places;
}

/** The box of a card with a place: the middle of its left side. */
function boxAt(at: Position | undefined, { width, height }: CardSize = USUAL): Box[] {
  if (!at) return [];
  const [left, y] = at;
  return [{ left, right: left + width, top: y - height / 2, bottom: y + height / 2 }];
}

/** Where a card would stand if all of the canvas were free. */
function wanted(
  { cards, wires }: Drawing,
  id: string,
  places: Positions,
  sizes: SizeOf,
  gap: number,
): Position {
  const { width } = sizes(id) ?? USUAL;
  const before = wires.filter((wire) => wire.target === id && places[wire.source]);
  const after = wires.filter((wire) => wire.source === id && places[wire.target]);
  const froms = before.flatMap(({ source }) => boxAt(places[source], sizes(source)));
  const tos = after.flatMap(({ target }) => boxAt(places[target], sizes(target)));
  const right = Math.max(...froms.map((box) => box.right));
  const left = Math.min(...tos.map((box) => box.left));
  const heights = [...froms, ...tos].map(({ top, bottom }) => (top + bottom) / 2);
  const y = heights.reduce((sum, height) => sum + height, 0) / heights.length;
  if (froms.length > 0 && tos.length > 0 && left > right) return [(left + right - width) / 2, y];
  if (froms.length > 0) return [right + gap, y];
  if (tos.length > 0) return [left - gap - width, y];
  const all = cards.flatMap((card) => boxAt(places[card.id], sizes(card.id)));
  const low = Math.max(...all.map(({ bottom }) => bottom));
  return [Math.min(...all.map((box) => box.left)), low + ROW_GAP + USUAL.height / 2];
}
