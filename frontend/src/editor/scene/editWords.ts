/** What an edit of the network did, as a sentence for people who cannot see it. Pure. */
import type { Edge, NodeFile, ProjectFile } from "../../api/types";
import { edgeId } from "../../project/graph";

type Network = Pick<ProjectFile["network"], "nodes" | "edges">;
type NameOf = (node: NodeFile) => string;

/** The sentence; null if no layer and no wire came, went or was swapped. */
export function editWords(before: Network, after: Network, nameOf: NameOf): string | null {
  const added = missingIn(before.nodes, after.nodes);
  const removed = missingIn(after.nodes, before.nodes);
  const words = [
    added.length > 0 && `${layers(added, nameOf)} added.`,
    removed.length > 0 && `${layers(removed, nameOf)} removed.`,
    ...swapped(before.nodes, after.nodes, nameOf),
  ].filter(Boolean);
  return words.length > 0 ? words.join(" ") : wireWords(before, after, nameOf);
}

function missingIn(known: readonly NodeFile[], nodes: readonly NodeFile[]): NodeFile[] {
  const ids = new Set(known.map(({ id }) => id));
  return nodes.filter(({ id }) => !ids.has(id));
}

function layers(nodes: readonly NodeFile[], nameOf: NameOf): string {
  const [first] = nodes;
  return first && nodes.length === 1 ? `${nameOf(first)} was` : `${nodes.length} layers were`;
}

function swapped(before: readonly NodeFile[], after: readonly NodeFile[], nameOf: NameOf) {
  const old = new Map(before.map((node) => [node.id, node]));
  return after.flatMap((node) => {
    const was = old.get(node.id);
    if (!was || was.layer.type === node.layer.type) return [];
    return [`${nameOf(was)} became ${nameOf(node)}.`];
  });
}

function wireWords(before: Network, after: Network, nameOf: NameOf): string | null {
  const names = new Map(after.nodes.map((node) => [node.id, nameOf(node)]));
  const added = wiresMissingIn(before.edges, after.edges);
  const removed = wiresMissingIn(after.edges, before.edges);
  const said = (wires: readonly Edge[], done: string) => {
    const [first] = wires;
    if (!first) return [];
    if (wires.length > 1) return [`${wires.length} wires were ${done}.`];
    return [`The wire from ${names.get(first.source)} to ${names.get(first.target)} was ${done}.`];
  };
  return [...said(removed, "removed"), ...said(added, "drawn")].join(" ") || null;
}

function wiresMissingIn(known: readonly Edge[], wires: readonly Edge[]): Edge[] {
  const ids = new Set(known.map(edgeId));
  return wires.filter((wire) => !ids.has(edgeId(wire)));
}
