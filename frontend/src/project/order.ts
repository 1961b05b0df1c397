/** The orders of the layers in the drawing. Pure. */
import type { ProjectFile } from "../api/types";

type Network = ProjectFile["network"];

/**
 * The nodes from the input to the output: each comes after all that lead to it, wherever the file lists it. Nodes of a
 * circle come last, in the order of the file.
 */
export function inOrder(network: Pick<Network, "nodes" | "edges">): Network["nodes"] {
  return sorted(network, (ready, freed) => ready.push(...freed));
}

/** The same, but a branch is finished before the next one begins. */
export function branchByBranch(network: Pick<Network, "nodes" | "edges">): Network["nodes"] {
  return sorted(network, (ready, freed) => ready.unshift(...freed));
}

/** Nodes after all that lead to them. `enqueue` puts those among the others whose last input has just been placed. */
function sorted(
  { nodes, edges }: Pick<Network, "nodes" | "edges">,
  enqueue: (ready: string[], freed: readonly string[]) => void,
): Network["nodes"] {
  const into = new Map(nodes.map(({ id }) => [id, 0]));
  const from = new Map<string, string[]>();
  for (const { source, target } of edges) {
    if (!into.has(source) || !into.has(target)) continue;
    into.set(target, (into.get(target) ?? 0) + 1);
    from.set(source, [...(from.get(source) ?? []), target]);
  }
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const ready = nodes.filter(({ id }) => into.get(id) === 0).map(({ id }) => id);
  const order: string[] = [];
  for (let id = ready.shift(); id !== undefined; id = ready.shift()) {
    order.push(id);
    const freed = (from.get(id) ?? []).filter((target) => {
      const left = (into.get(target) ?? 0) - 1;
      into.set(target, left);
      return left === 0;
    });
    enqueue(ready, freed);
  }
  const found = new Set(order);
  const circle = nodes.filter(({ id }) => !found.has(id));
  return [...order.flatMap((id) => byId.get(id) ?? []), ...circle];
}
