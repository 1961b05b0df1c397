/** Finds wires that lead around layers: the residual wires of a deep network, and the skips of others. Pure. */
import type { ProjectFile } from "../api/types";
import { edgeId } from "./graph";

/** What a wire around layers is called, by the type of the layer that it leads to. */
const NAMES: Readonly<Record<string, string>> = { add: "residual", concat: "skip" };

/** The name of each wire that leads around layers, by its id. */
export function skipsOf({ nodes, edges }: ProjectFile["network"]): ReadonlyMap<string, string> {
  const types = new Map(nodes.map(({ id, layer }) => [id, layer.type]));
  const sources = new Map<string, string[]>();
  for (const { source, target } of edges) {
    const list = sources.get(target);
    if (list) list.push(source);
    else sources.set(target, [source]);
  }
  const named = new Map<string, string>();
  for (const edge of edges) {
    const name = NAMES[types.get(edge.target) ?? ""];
    if (name === undefined || !types.has(edge.source)) continue;
    const others = (sources.get(edge.target) ?? []).filter((id) => id !== edge.source);
    if (others.some((id) => comesFrom(sources, id, edge.source))) {
      named.set(edgeId({ ...edge, handle: edge.handle ?? 0 }), name);
    }
  }
  return named;
}

function comesFrom(
  sources: ReadonlyMap<string, readonly string[]>,
  id: string,
  source: string,
): boolean {
  const seen = new Set<string>();
  const ahead = [id];
  for (let at = ahead.pop(); at !== undefined; at = ahead.pop()) {
    if (at === source) return true;
    if (seen.has(at)) continue;
    seen.add(at);
    ahead.push(...(sources.get(at) ?? []));
  }
  return false;
}
