/**
 * Blocks: nodes that the canvas shows as one card. Two blocks lie one inside the other or apart; the network that is
 * trained knows nothing of them. Pure.
 */
import type { BlockFile, EdgeFile, NodeFile, ProjectFile } from "../api/types";
import { branchByBranch } from "./order";

/** The version of a file with blocks, and of one without. Pages from before blocks open only the second. */
const WITH_BLOCKS = 2;
const WITHOUT_BLOCKS = 1;
const LONGEST_NAME = 60;

type Drawn = Pick<ProjectFile, "network" | "blocks">;

/** A block that can be shown: its nodes are in the network, and it crosses no other block. */
export interface Block {
  /** Its index in the file. */
  readonly at: number;
  readonly name: string;
  readonly nodes: readonly string[];
  readonly folded: boolean;
}

/** The blocks of a file that can be shown, in their order. The check says what is wrong with the others. */
export function blocksOf({ network, blocks }: Drawn): readonly Block[] {
  if (!Array.isArray(blocks) || blocks.length === 0) return NONE;
  const known = new Set(network.nodes.map(({ id }) => id));
  const shown: Block[] = [];
  for (const [at, block] of blocks.entries()) {
    const made = isBlock(block) ? madeBlock(block, at, known) : null;
    if (made && shown.every((other) => isApart(other.nodes, made.nodes))) shown.push(made);
  }
  return shown;
}

/** The block with this index in the file, if it can be shown. */
export function blockAt(file: Drawn, at: number): Block | undefined {
  return blocksOf(file).find((block) => block.at === at);
}

const NONE: readonly Block[] = [];

/** Whether two blocks can both be shown: one is inside the other, or they have no node in common. */
function isApart(some: readonly string[], others: readonly string[]): boolean {
  const [own, theirs] = [new Set(some), new Set(others)];
  const shared = others.filter((id) => own.has(id)).length;
  if (shared === 0) return true;
  return own.size !== theirs.size && (shared === own.size || shared === theirs.size);
}

function isBlock(value: unknown): value is BlockFile {
  if (typeof value !== "object" || value === null) return false;
  const { name, nodes } = value as Record<string, unknown>;
  return (
    typeof name === "string" && Array.isArray(nodes) && nodes.every((id) => typeof id === "string")
  );
}

function madeBlock(block: BlockFile, at: number, known: ReadonlySet<string>): Block | null {
  const { name, folded } = block;
  const nodes = [...new Set(block.nodes)].filter((id) => known.has(id));
  return nodes.length > 0 ? { at, name, nodes, folded: folded !== false } : null;
}

/** The file with these blocks, and with the first version that can have them. */
export function withBlocks(file: ProjectFile, blocks: readonly BlockFile[]): ProjectFile {
  const { blocks: before, ...rest } = file;
  const isKnown = file.torchground === WITH_BLOCKS || file.torchground === WITHOUT_BLOCKS;
  const version = blocks.length > 0 ? WITH_BLOCKS : WITHOUT_BLOCKS;
  const torchground = isKnown ? version : file.torchground;
  // A server always tells the blocks of a file, also that there are none.
  if (blocks.length === 0 && before === undefined) return { ...rest, torchground };
  return { ...rest, torchground, blocks };
}

/** Why some nodes cannot become a block, as a sentence; null if they can. */
export function noBlock(file: Drawn, ids: readonly string[]): string | null {
  if (ids.length === 0) return "Choose the layers of the block first.";
  for (const other of blocksOf(file)) {
    if (isApart(other.nodes, ids)) continue;
    const isSame = other.nodes.length === ids.length && other.nodes.every((id) => ids.includes(id));
    return isSame
      ? `These layers are the block “${other.name}” already.`
      : `Some of these layers are in the block “${other.name}” and some are not. Choose all of it or nothing of it.`;
  }
  return null;
}

/** Folds nodes into a new block. Blocks that lie inside stay. Changes nothing if they cannot become one. */
export function fold(file: ProjectFile, ids: readonly string[], name: string): ProjectFile {
  if (noBlock(file, ids) !== null) return file;
  const nodes = file.network.nodes.flatMap(({ id }) => (ids.includes(id) ? [id] : []));
  return withBlocks(file, [...listed(file), { name: cut(name), nodes, folded: true }]);
}

/** Adds blocks that were found, as far as they can be shown beside those that are there. */
export function foldAll(file: ProjectFile, found: readonly BlockFile[]): ProjectFile {
  return found.reduce(
    (made, block) =>
      noBlock(made, block.nodes) === null ? withBlocks(made, [...listed(made), block]) : made,
    file,
  );
}

export function setFolded(file: ProjectFile, at: number, folded: boolean): ProjectFile {
  return changed(file, at, (block) => ({ ...block, folded }));
}

export function renameBlock(file: ProjectFile, at: number, name: string): ProjectFile {
  return changed(file, at, (block) => ({ ...block, name: cut(name) }));
}

/** Forgets a block. Its nodes stay. */
export function forgetBlock(file: ProjectFile, at: number): ProjectFile {
  return withBlocks(
    file,
    listed(file).filter((_, index) => index !== at),
  );
}

/** A name of at most 60 letters that is never empty. */
function cut(name: string): string {
  return [...name.trim()].slice(0, LONGEST_NAME).join("").trim() || "Block";
}

/** A name that no block has: `Block`, `Block 2`, `Block 3`. */
export function freeName(file: Drawn, stem: string): string {
  const taken = new Set(blocksOf(file).map(({ name }) => name));
  let name = stem;
  for (let number = 2; taken.has(name); number += 1) name = `${stem} ${number}`;
  return name;
}

/** Where wires lead into a block and out of it. */
export interface Border {
  /** Its nodes in the order in which they are computed. */
  readonly nodes: readonly NodeFile[];
  /** The node where wires come in, and the node where they go out. */
  readonly first: string;
  readonly last: string;
  /** The wires that come in, in the order of the nodes that they lead to. */
  readonly into: readonly EdgeFile[];
}

export function borderOf(network: ProjectFile["network"], ids: readonly string[]): Border {
  const own = new Set(ids);
  const nodes = branchByBranch({
    nodes: network.nodes.filter(({ id }) => own.has(id)),
    edges: network.edges.filter(({ source, target }) => own.has(source) && own.has(target)),
  });
  const place = new Map(nodes.map(({ id }, at) => [id, at]));
  const into = network.edges
    .filter(({ source, target }) => own.has(target) && !own.has(source))
    .map((edge) => ({ ...edge, handle: edge.handle ?? 0 }))
    .sort((a, b) => (place.get(a.target) ?? 0) - (place.get(b.target) ?? 0) || a.handle - b.handle);
  const out = network.edges.filter(({ source, target }) => own.has(source) && !own.has(target));
  const feeding = new Set(out.map(({ source }) => source));
  const first = into[0]?.target ?? nodes[0]?.id ?? "";
  const last = nodes.findLast(({ id }) => feeding.has(id)) ?? nodes.at(-1);
  return { nodes, first, last: last?.id ?? "", into };
}

// ---- what edits of the network do to blocks ------------------------------------------------------

/** Takes a new node into every block that has all nodes around it. */
export function takeIn(file: ProjectFile, id: string, around: readonly string[]): ProjectFile {
  if (around.length < 2) return file;
  const homes = blocksOf(file).filter(({ nodes }) =>
    around.every((other) => nodes.includes(other)),
  );
  if (homes.length === 0) return file;
  const at = new Set(homes.map((home) => home.at));
  return withBlocks(
    file,
    listed(file).map((block, index) =>
      at.has(index) ? { ...block, nodes: [...block.nodes, id] } : block,
    ),
  );
}

/** Takes removed nodes out of all blocks. A block without nodes, or with those of another block, is forgotten. */
export function takeOut(file: ProjectFile, ids: readonly string[]): ProjectFile {
  const gone = new Set(ids);
  if (!listed(file).some((block) => isBlock(block) && block.nodes.some((id) => gone.has(id)))) {
    return file;
  }
  const left: BlockFile[] = [];
  for (const block of listed(file)) {
    if (!isBlock(block)) {
      left.push(block);
      continue;
    }
    const nodes = block.nodes.filter((id) => !gone.has(id));
    const isTwin = left.some((other) => isBlock(other) && isSameSet(other.nodes, nodes));
    if (nodes.length > 0 && !isTwin) left.push({ ...block, nodes });
  }
  return withBlocks(file, left);
}

/** The blocks that lie wholly among these nodes. */
export function blocksAmong(file: Drawn, ids: readonly string[]): readonly BlockFile[] {
  const chosen = new Set(ids);
  return blocksOf(file)
    .filter(({ nodes }) => nodes.every((id) => chosen.has(id)))
    .map(({ name, nodes, folded }) => ({ name, nodes: [...nodes], folded }));
}

/** Adds copies of blocks for copies of their nodes. */
export function addCopies(
  file: ProjectFile,
  blocks: readonly BlockFile[],
  idOf: (id: string) => string | undefined,
): ProjectFile {
  if (blocks.length === 0) return file;
  const copies = blocks.map((block) => ({
    ...block,
    nodes: block.nodes.flatMap((id) => idOf(id) ?? []),
  }));
  return withBlocks(file, [...listed(file), ...copies]);
}

/** The blocks that can be used again: of copies with one name and the same layers, only the first. */
export function reusable(file: Drawn): readonly Block[] {
  const layers = new Map(file.network.nodes.map((node) => [node.id, inside(node)]));
  const known = new Set<string>();
  return blocksOf(file).filter(({ name, nodes }) => {
    const key = JSON.stringify([name, nodes.map((id) => layers.get(id))]);
    return !known.has(key) && known.add(key);
  });
}

function inside({ layer }: NodeFile): string {
  return JSON.stringify(layer);
}

function isSameSet(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && others.every((id) => some.includes(id));
}

function listed({ blocks }: Drawn): readonly BlockFile[] {
  return Array.isArray(blocks) ? (blocks as readonly BlockFile[]) : [];
}

function changed(
  file: ProjectFile,
  at: number,
  change: (block: BlockFile) => BlockFile,
): ProjectFile {
  return withBlocks(
    file,
    listed(file).map((block, index) => (index === at ? change(block) : block)),
  );
}
