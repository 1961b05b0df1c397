/** The remedy for activations that are flat on both sides. Pure. */
import type { ProjectFile } from "../../api/types";
import { setNode } from "../graph";
import type { Examined, Remedy } from "./examined";

/** Puts ReLU in the place of every activation that can saturate, or of these; null where there is none. */
export function reluForSaturating(examined: Examined, only?: readonly string[]): Remedy | null {
  const ids = examined.health.layers
    .filter(({ node, saturated }) => saturated !== null && (only?.includes(node) ?? true))
    .map(({ node }) => node);
  return ids.length > 0 ? inPlace(examined, ids, "relu") : null;
}

/** Puts another activation in the place of these layers. Their names and wires stay. */
export function inPlace({ file, find }: Examined, ids: readonly string[], type: string): Remedy {
  const titleOf = (own: string) => find("layers", own)?.title ?? own;
  const titles = ids.flatMap((id) => {
    const node = file.network.nodes.find((one) => one.id === id);
    return node ? [titleOf(node.layer.type)] : [];
  });
  const [title = ""] = titles;
  const many = titles.every((one) => one === title)
    ? `${ids.length} ${title}`
    : `${ids.length} layers`;
  return {
    title: `${titleOf(type)} in place of ${ids.length === 1 ? title : many}`,
    change: (drawn: ProjectFile) =>
      ids.reduce((changed, id) => setNode(changed, id, { layer: { type } }), drawn),
  };
}
