/** Computes the places of cards that have none: from left to right, with parallel branches below one another. Pure. */
import { Graph, layout } from "@dagrejs/dagre";

import type { Position, Positions } from "../../project/graph";
import type { Drawing } from "./cards";
import { inRows, type Laid } from "./rows";
import type { CardFace } from "./scene";
import { shortCount } from "./words";

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
const LETTER = 5.6;

/** Estimates the size of a card before the browser has laid it out, from its picture and its texts. */
export function guessedSize(
  face: Pick<CardFace, "picture" | "line" | "titles" | "num_params">,
): CardSize {
  const { picture, line, titles, num_params } = face;
  const chips = titles.slice(1).reduce((sum, title) => sum + title.length * 6 + 17, 0);
  const words = 22 + line.length * 5.9 + chips;
  const foot = num_params > 0 ? 90 + 6 * shortCount(num_params).length : 0;
  const title = (titles[0]?.length ?? 0) * 7 + 40;
  const width = Math.min(260, Math.max(104, picture.width + 24, words, foot, title));
  return { width, height: picture.height + (num_params > 0 ? 96 : 71) };
}

/** Computes a place for every card: the middle of its left side, which is the origin of cards on the canvas. */
export function tidied(
  { cards, wires }: Pick<Drawing, "cards" | "wires">,
  sizes: (card: string) => CardSize | undefined,
  { wired, letters }: Spacing = PLAIN,
): Positions {
  const graph = new Graph({ multigraph: true });
  const gap = Math.max(wired.size > 0 ? WIRED_GAP : COLUMN_GAP, letters * LETTER + 30);
  graph.setGraph({ rankdir: "LR", ranksep: gap, nodesep: ROW_GAP });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const { id } of cards) graph.setNode(id, { ...(sizes(id) ?? USUAL) });
  for (const { id, source, target } of wires) graph.setEdge(source, target, {}, id);
  layout(graph);
  const laid = cards.map(({ id }) => ({ ...(graph.node(id) as Omit<Laid, "id">), id }));
  const links = wires.map((wire) => ({ ...wire, whole: wired.has(wire.id) }));
  return Object.fromEntries(
    inRows(laid, links).map(({ id, x, y, width }) => [id, [x - width / 2, y] satisfies Position]),
  );
}

/**
 * The place of every card. Cards with a place keep it. If no card has one, all are laid out. Otherwise a card without a
 * place is put right of the card before it, or below everything.
 */
export function placed(
  drawing: Drawing,
  own: Positions,
  sizes: (card: string) => CardSize | undefined,
  spacing: Spacing = PLAIN,
): Positions {
  const homeless = drawing.cards.filter(({ id }) => !own[id]);
  if (homeless.length === 0) return own;
  if (homeless.length === drawing.cards.length) return tidied(drawing, sizes, spacing);
  const places: Record<string, Position> = { ...own };
  for (const { id } of homeless) places[id] = placeNear(drawing, id, places, sizes);
  return places;
}

function placeNear(
  { wires }: Drawing,
  id: string,
  places: Positions,
  sizes: (card: string) => CardSize | undefined,
): Position {
  const source = wires.find((wire) => wire.target === id && places[wire.source])?.source;
  const from = source === undefined ? undefined : places[source];
  if (source !== undefined && from) {
    return [from[0] + (sizes(source) ?? USUAL).width + WIRED_GAP, from[1]];
  }
  const all = Object.values(places);
  const left = Math.min(...all.map(([x]) => x));
  const low = Math.max(...all.map(([, y]) => y));
  return [left, low + USUAL.height * 1.5];
}
