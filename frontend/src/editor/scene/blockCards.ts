/** The cards of folded blocks, and the frames around those that are not folded. Pure. */
import type { NodeFile, ProjectFile } from "../../api/types";
import { borderOf, type Block } from "../../project/blocks";
import { timesIn } from "../../project/repeats";

/** An input of a node. */
export interface End {
  readonly target: string;
  readonly handle: number;
}

/** What a card says of its block. */
export interface BlockOnCard {
  /** The index of the block in the file. */
  readonly at: number;
  readonly name: string;
  /** How often its part repeats; 1 if it does not. */
  readonly times: number;
  /** The inputs that are wired from outside: the first one for each node that feeds the block. */
  readonly ends: readonly End[];
}

/** A block that is not folded. */
export interface BlockFrame {
  readonly at: number;
  readonly name: string;
  readonly times: number;
  /** The ids of its cards. */
  readonly cards: readonly string[];
  /** How many blocks are around it. */
  readonly depth: number;
}

/** A block's card, without what `drawingOf` adds. */
interface MadeCard {
  readonly id: string;
  readonly nodes: readonly NodeFile[];
  readonly last: string;
  readonly block: BlockOnCard;
}

type Network = ProjectFile["network"];

/** The outermost folded block of each node. Nodes that are in none are missing. */
export function homesOf(blocks: readonly Block[]): ReadonlyMap<string, Block> {
  const homes = new Map<string, Block>();
  for (const block of blocks) {
    if (!block.folded) continue;
    for (const id of block.nodes) {
      const known = homes.get(id);
      if (!known || known.nodes.length < block.nodes.length) homes.set(id, block);
    }
  }
  return homes;
}

/** The card of a folded block: its first node is where wires come in, its last one where they go out. */
export function blockCard({ at, name, nodes: ids }: Block, network: Network): MadeCard {
  const { nodes, first, last, into } = borderOf(network, ids);
  const times = timesIn(network, ids);
  const seen = new Set<string>();
  const ends = into
    .filter(({ source }) => !seen.has(source) && seen.add(source))
    .map(({ target, handle }) => ({ target, handle }));
  return { id: first, nodes, last, block: { at, name, times, ends } };
}

/** The blocks that are not folded and do not lie in one that is, the outer ones first. */
export function framesOf(
  { network }: { readonly network: Network },
  blocks: readonly Block[],
  homes: ReadonlyMap<string, Block>,
  cardOf: ReadonlyMap<string, string>,
): readonly BlockFrame[] {
  const open = blocks.filter(
    ({ folded, nodes }) =>
      !folded && nodes.some((id) => (homes.get(id)?.nodes.length ?? 0) < nodes.length),
  );
  const frames = open.map(({ at, name, nodes }) => ({
    at,
    name,
    times: timesIn(network, nodes),
    cards: [...new Set(nodes.flatMap((id) => cardOf.get(id) ?? []))],
    depth: open.filter(
      (other) => other.nodes.length > nodes.length && nodes.every((id) => other.nodes.includes(id)),
    ).length,
  }));
  return frames.sort((a, b) => a.depth - b.depth);
}

/** The title of a block: `Transformer block × 8`. */
export function blockTitle({ name, times }: Pick<BlockOnCard, "name" | "times">): string {
  return times > 1 ? `${name} × ${times}` : name;
}
