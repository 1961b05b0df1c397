/** Uses a block again: adds a copy of it, wired in behind a node. Pure. */
import type { EdgeFile, ProjectFile } from "../api/types";
import { borderOf, type Block } from "./blocks";
import {
  addFragment,
  fragmentOf,
  nodeOf,
  place,
  removeEdges,
  wiresFrom,
  wiresInto,
  type Position,
} from "./graph";

/** Where the copy goes: behind a node and in front of what follows it, at a place of the canvas, or anywhere. */
export type CopyPlace =
  | { readonly kind: "behind"; readonly node: string }
  | { readonly kind: "wire"; readonly edge: EdgeFile; readonly at?: Position }
  | { readonly kind: "at"; readonly at: Position };

export interface Copied {
  readonly file: ProjectFile;
  /** The ids of the new nodes. */
  readonly ids: readonly string[];
  /** The new node where wires come in. */
  readonly first: string;
}

/** The file with a folded copy of a block. Without a place, the canvas finds one. */
export function withCopy(file: ProjectFile, block: Block, where: CopyPlace): Copied {
  const { nodes } = block;
  const fragment = fragmentOf(file, nodes);
  const blocks = fragment.blocks.map((one) =>
    one.nodes.length === nodes.length ? { ...one, folded: true } : one,
  );
  const added = addFragment(file, { ...fragment, blocks, positions: {} }, [0, 0]);
  const idOf = new Map(fragment.nodes.map(({ id }, at) => [id, added.ids[at] ?? ""]));
  const border = borderOf(file.network, nodes);
  const [first, last] = [border.first, border.last].map((id) => idOf.get(id) ?? "");
  const [{ source: feeder } = { source: "" }] = border.into;
  // A layer whose inputs come from several nodes is wired to the first of them only.
  const inputs = border.into.filter(({ source }) => source === feeder);
  const ends = inputs.map(({ target, handle }) => ({ target: idOf.get(target) ?? "", handle }));
  const into = ends.length > 0 ? ends : [{ target: first ?? "", handle: 0 }];
  const wired = wiredIn(added.file, { into, last: last ?? "" }, where);
  const at = where.kind === "behind" ? undefined : where.at;
  return {
    file: at ? place(wired, { [first ?? ""]: at }) : wired,
    ids: added.ids,
    first: first ?? "",
  };
}

interface Ends {
  readonly into: readonly { readonly target: string; readonly handle: number }[];
  readonly last: string;
}

function wiredIn(file: ProjectFile, ends: Ends, where: CopyPlace): ProjectFile {
  if (where.kind === "at") return file;
  if (where.kind === "wire") return between(file, ends, where.edge.source, [where.edge]);
  const { node } = where;
  if (nodeOf(file, node)?.layer.type !== "output") {
    return between(file, ends, node, wiresFrom(file, node));
  }
  const [wire] = wiresInto(file, node);
  if (wire) return between(file, ends, wire.source, [wire]);
  return withWires(file, [{ source: ends.last, target: node, handle: 0 }]);
}

/** Wires a copy behind a node, and what these wires led to behind the copy. */
function between(
  file: ProjectFile,
  { into, last }: Ends,
  source: string,
  cut: readonly EdgeFile[],
): ProjectFile {
  return withWires(removeEdges(file, cut), [
    ...into.map((end) => ({ source, ...end })),
    ...cut.map((edge) => ({ ...edge, source: last })),
  ]);
}

function withWires(file: ProjectFile, more: readonly EdgeFile[]): ProjectFile {
  return { ...file, network: { ...file.network, edges: [...file.network.edges, ...more] } };
}
