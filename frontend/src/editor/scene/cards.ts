/**
 * The drawing of a network: cards and the wires between them. Pure.
 *
 * An elementwise layer, such as an activation, is folded into the card of the layer before it if that layer has no
 * other consumer. A person can unfold it.
 */
import type { Edge, EdgeFile, NodeFile, ProjectFile } from "../../api/types";
import { edgeId } from "../../project/graph";

/** One card: a layer and the layers that are folded into it, in forward order. */
export interface Card {
  /** The id of its first node. */
  readonly id: string;
  readonly nodes: readonly NodeFile[];
  /** The id of its last node. The card's wires start there, and its pictures show the output of this node. */
  readonly last: string;
}

/** A wire between two cards. */
export interface Wire {
  readonly id: string;
  readonly edge: Edge;
  /** The ids of two cards. */
  readonly source: string;
  readonly target: string;
}

export interface Drawing {
  readonly cards: readonly Card[];
  readonly wires: readonly Wire[];
  /** The id of the card that contains each node. */
  readonly cardOf: ReadonlyMap<string, string>;
}

/** The drawing of a project. `isElementwise` says whether layers of a type work on each number separately. */
export function drawingOf(
  file: Pick<ProjectFile, "network" | "view">,
  isElementwise: (type: string) => boolean,
): Drawing {
  const hosts = hostsOf(file, isElementwise);
  const cards = file.network.nodes
    .filter((node) => !hosts.has(node.id))
    .map((node) => cardFrom(node, file.network.nodes, hosts));
  const cardOf = new Map(cards.flatMap((card) => card.nodes.map((node) => [node.id, card.id])));
  const wires = file.network.edges.flatMap((edge) => wireOf(edge, cardOf));
  return { cards, wires, cardOf };
}

/** The ids of nodes that could be folded but have separate cards. */
export function unfoldedOf(view: ProjectFile["view"]): readonly string[] {
  const ids: unknown = view?.["unfolded"];
  return Array.isArray(ids) ? ids.filter((id): id is string => typeof id === "string") : [];
}

/** Maps each folded node to the node before it. */
function hostsOf(
  file: Pick<ProjectFile, "network" | "view">,
  isElementwise: (type: string) => boolean,
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

function wireOf(edge: EdgeFile, cardOf: ReadonlyMap<string, string>): Wire[] {
  const source = cardOf.get(edge.source);
  const target = cardOf.get(edge.target);
  if (source === undefined || target === undefined || source === target) return [];
  return [{ id: edgeId(edge), edge, source, target }];
}
