/** Where cards stand when nobody placed them: from left to right, branches below one another. Pure. */
import { Graph, layout } from "@dagrejs/dagre";

import type { Position, Positions } from "../store/graph";
import type { Drawing } from "./cards";

/** Width and height of a card in canvas pixels. */
export interface CardSize {
  readonly width: number;
  readonly height: number;
}

/** Between two cards in a row and between two rows, in canvas pixels. */
const COLUMN_GAP = 74;
const ROW_GAP = 36;
/** Where cards of unknown size are thought to be this large. */
const USUAL: CardSize = { width: 112, height: 160 };

/** A place for every card: the middle of its left side, as the canvas takes positions. */
export function tidied(
  { cards, wires }: Pick<Drawing, "cards" | "wires">,
  sizes: (card: string) => CardSize | undefined,
): Positions {
  const graph = new Graph({ multigraph: true });
  graph.setGraph({ rankdir: "LR", ranksep: COLUMN_GAP, nodesep: ROW_GAP });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const { id } of cards) graph.setNode(id, { ...(sizes(id) ?? USUAL) });
  for (const { id, source, target } of wires) graph.setEdge(source, target, {}, id);
  layout(graph);
  return Object.fromEntries(
    cards.map(({ id }) => {
      const { x, y, width } = graph.node(id) as { x: number; y: number; width: number };
      return [id, [x - width / 2, y] satisfies Position];
    }),
  );
}

/**
 * Where every card is drawn: its own place where it has one; where none has, all are laid out; where some lack one,
 * they stand right of what feeds them, or below everything.
 */
export function placed(
  drawing: Drawing,
  own: Positions,
  sizes: (card: string) => CardSize | undefined,
): Positions {
  const homeless = drawing.cards.filter(({ id }) => !own[id]);
  if (homeless.length === 0) return own;
  if (homeless.length === drawing.cards.length) return tidied(drawing, sizes);
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
    return [from[0] + (sizes(source) ?? USUAL).width + COLUMN_GAP, from[1]];
  }
  const all = Object.values(places);
  const left = Math.min(...all.map(([x]) => x));
  const low = Math.max(...all.map(([, y]) => y));
  return [left, low + USUAL.height * 1.5];
}
