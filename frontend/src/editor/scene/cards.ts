/**
 * What the canvas draws of a network: cards and the wires between them. A layer that works number by number (an
 * activation, say) is drawn inside the card of the one layer it follows, unless the person unfolded it. Pure.
 */
import type { Edge, EdgeFile, NodeFile, ProjectFile } from "../../api/types";
import { edgeId } from "../../project/graph";

/** One card: a layer and the layers folded into it, in the order in which numbers pass them. */
export interface Card {
  /** The id of its first node. */
  readonly id: string;
  readonly nodes: readonly NodeFile[];
  /** The id of its last node: where the card's wires leave and whose numbers its pictures show. */
  readonly last: string;
}

/** A wire between two cards. */
export interface Wire {
  readonly id: string;
  readonly edge: Edge;
  /** Ids of cards. */
  readonly source: string;
  readonly target: string;
}

export interface Drawing {
  readonly cards: readonly Card[];
  readonly wires: readonly Wire[];
  /** The card each node is drawn in. */
  readonly cardOf: ReadonlyMap<string, string>;
}

/** The drawing of a project; `isElementwise` says of a layer's type whether it works number by number. */
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

/** The ids of nodes that are shown as cards of their own although they could be folded. */
export function unfoldedOf(view: ProjectFile["view"]): readonly string[] {
  const ids: unknown = view?.["unfolded"];
  return Array.isArray(ids) ? ids.filter((id): id is string => typeof id === "string") : [];
}

/** Which node each folded node follows. */
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

/** Whether following hosts from `from` comes to `to`: folding there would close a ring. */
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
