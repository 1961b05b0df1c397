/**
 * The drawing of a network: cards and the wires between them. Pure.
 *
 * An elementwise layer, such as an activation, is folded into the card of the layer before it if that layer has no
 * other consumer. A person can unfold it. A folded block is one card.
 */
import type { Edge, EdgeFile, NodeFile, ProjectFile } from "../../api/types";
import { blocksOf, type Block } from "../../project/blocks";
import { edgeId } from "../../project/graph";
import { blockCard, framesOf, homesOf, type BlockFrame, type BlockOnCard } from "./blockCards";

/** One card: a layer and the layers that are folded into it, in forward order. */
export interface Card {
  /** The id of its first node. */
  readonly id: string;
  readonly nodes: readonly NodeFile[];
  /** The id of its last node. The card's wires start there, and its pictures show the output of this node. */
  readonly last: string;
  /** The block that the card stands for; undefined for a layer. */
  readonly block?: BlockOnCard;
}

/** A wire between two cards. */
export interface Wire {
  readonly id: string;
  readonly edge: Edge;
  /** The ids of two cards. */
  readonly source: string;
  readonly target: string;
  /** The number of the input of the target card where it ends. */
  readonly port: number;
}

export interface Drawing {
  readonly cards: readonly Card[];
  readonly wires: readonly Wire[];
  /** The id of the card that contains each node. */
  readonly cardOf: ReadonlyMap<string, string>;
  /** The blocks that are not folded, with the cards inside them. */
  readonly frames: readonly BlockFrame[];
}

type Drawn = Pick<ProjectFile, "network" | "view" | "blocks">;

/** The drawing of a project. `isElementwise` says whether layers of a type work on each number separately. */
export function drawingOf(file: Drawn, isElementwise: (type: string) => boolean): Drawing {
  const blocks = blocksOf(file);
  const homes = homesOf(blocks);
  const hosts = hostsOf(file, isElementwise, homes);
  const cards = cardsOf(file, hosts, homes);
  const cardOf = new Map(cards.flatMap((card) => card.nodes.map((node) => [node.id, card.id])));
  return {
    cards,
    wires: wiresOf(file.network.edges, cards, cardOf),
    cardOf,
    frames: framesOf(file, blocks, homes, cardOf),
  };
}

/** All cards. That of a folded block stands where the first of its nodes stands in the file. */
function cardsOf(
  { network }: Drawn,
  hosts: ReadonlyMap<string, string>,
  homes: ReadonlyMap<string, Block>,
): Card[] {
  const drawn = new Set<Block>();
  return network.nodes.flatMap((node) => {
    const home = homes.get(node.id);
    if (home && drawn.has(home)) return [];
    if (home) {
      drawn.add(home);
      return [blockCard(home, network)];
    }
    return hosts.has(node.id) ? [] : [cardFrom(node, network.nodes, hosts)];
  });
}

/** The ids of nodes that could be folded but have separate cards. */
export function unfoldedOf(view: ProjectFile["view"]): readonly string[] {
  const ids: unknown = view?.["unfolded"];
  return Array.isArray(ids) ? ids.filter((id): id is string => typeof id === "string") : [];
}

/** Maps each folded node to the node before it. */
function hostsOf(
  file: Drawn,
  isElementwise: (type: string) => boolean,
  homes: ReadonlyMap<string, Block>,
): ReadonlyMap<string, string> {
  const { nodes, edges } = file.network;
  const unfolded = new Set(unfoldedOf(file.view));
  const known = new Set(nodes.map((node) => node.id));
  const hosts = new Map<string, string>();
  for (const { id, layer } of nodes) {
    const into = edges.filter((edge) => edge.target === id);
    const source = into[0]?.source;
    if (into.length !== 1 || source === undefined || !known.has(source)) continue;
    if (unfolded.has(id) || !isElementwise(layer.type)) continue;
    if (homes.get(id) !== homes.get(source)) continue;
    const isOnlyConsumer = edges.filter((edge) => edge.source === source).length === 1;
    if (isOnlyConsumer && !leadsTo(hosts, source, id)) hosts.set(id, source);
  }
  return hosts;
}

/** Whether the chain of hosts from `from` reaches `to`. Folding would then close a cycle. */
function leadsTo(hosts: ReadonlyMap<string, string>, from: string, to: string): boolean {
  for (let at: string | undefined = from; at !== undefined; at = hosts.get(at)) {
    if (at === to) return true;
  }
  return false;
}

function cardFrom(
  first: NodeFile,
  nodes: readonly NodeFile[],
  hosts: ReadonlyMap<string, string>,
): Card {
  const inside = [first];
  for (;;) {
    const last = inside[inside.length - 1] as NodeFile;
    const next = nodes.find((node) => hosts.get(node.id) === last.id);
    if (!next) return { id: first.id, nodes: inside, last: last.id };
    inside.push(next);
  }
}

/** The wires between cards. Of several from one node into one folded block only the first is drawn. */
function wiresOf(
  edges: readonly EdgeFile[],
  cards: readonly Card[],
  cardOf: ReadonlyMap<string, string>,
): Wire[] {
  const blocks = new Map(cards.flatMap(({ id, block }) => (block ? [[id, block]] : [])));
  return edges.flatMap((edge): Wire[] => {
    const source = cardOf.get(edge.source);
    const target = cardOf.get(edge.target);
    if (source === undefined || target === undefined || source === target) return [];
    const ends = blocks.get(target)?.ends;
    const port = ends ? portOf(ends, edge) : (edge.handle ?? 0);
    return port < 0 ? [] : [{ id: edgeId(edge), edge, source, target, port }];
  });
}

function portOf(ends: BlockOnCard["ends"], edge: EdgeFile): number {
  return ends.findIndex(
    ({ target, handle }) => target === edge.target && handle === (edge.handle ?? 0),
  );
}
