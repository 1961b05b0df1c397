/** The order of the layers in the drawing. Pure. */
import type { ProjectFile } from "../api/types";

type Network = ProjectFile["network"];

/**
 * The nodes from the input to the output: each comes after all that lead to it, wherever the file lists it. Nodes of a
 * circle come last, in the order of the file.
 */
export function inOrder({ nodes, edges }: Pick<Network, "nodes" | "edges">): Network["nodes"] {
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
  for (let at = 0; at < ready.length; at += 1) {
    const id = ready[at] as string;
    order.push(id);
    for (const target of from.get(id) ?? []) {
      const left = (into.get(target) ?? 0) - 1;
      into.set(target, left);
      if (left === 0) ready.push(target);
    }
  }
  const found = new Set(order);
  const circle = nodes.filter(({ id }) => !found.has(id));
  return [...order.flatMap((id) => byId.get(id) ?? []), ...circle];
}
