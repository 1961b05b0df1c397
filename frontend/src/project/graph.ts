/** Everything a person can do to a project file, as pure functions: a file goes in, a new file comes out. */
import type {
  BlockFile,
  Edge,
  EdgeFile,
  EntryJson,
  Fix,
  NodeFile,
  ProjectFile,
  TrainingFile,
} from "../api/types";
import { addCopies, blocksAmong, takeIn, takeOut } from "./blocks";

export type Position = readonly [x: number, y: number];
export type Positions = Readonly<Record<string, Position>>;

/** A piece of a network: what is copied and pasted. */
export interface Fragment {
  readonly nodes: readonly NodeFile[];
  readonly edges: readonly EdgeFile[];
  readonly positions: Positions;
  /** The blocks that are wholly in the piece. */
  readonly blocks: readonly BlockFile[];
}

/** The newest version of the project files that this page opens. */
export const FILE_VERSION = 2;
/** Most wires into one node that the server accepts. */
const MAX_HANDLES = 16;

const EMPTY: ProjectFile = {
  torchground: 1,
  title: "Untitled",
  network: { nodes: [], edges: [] },
  data: { type: "spiral" },
  training: { epochs: 100, seed: 1, l1: 0, l2: 0 },
  view: {},
};

/** A file with the parts filled in that may be left out. The rest stays as it is, for the check to judge. */
export function normalise(file: Partial<ProjectFile>): ProjectFile {
  const nodes = file.network?.nodes ?? [];
  const edges = file.network?.edges ?? [];
  return {
    ...EMPTY,
    ...file,
    network: {
      nodes: nodes.map((node) => ({ ...node, trainable: node.trainable ?? true })),
      edges: edges.map((edge) => ({ ...edge, handle: edge.handle ?? 0 })),
    },
    training: { ...EMPTY.training, ...file.training },
    view: file.view ?? {},
  };
}

// ---- reading ---------------------------------------------------------------------------------

export function nodeOf(file: ProjectFile, id: string): NodeFile | undefined {
  return file.network.nodes.find((node) => node.id === id);
}

/** Where each node stands; a node may have no place yet. */
export function positionsOf(file: ProjectFile): Positions {
  const positions = file.view["positions"];
  if (typeof positions !== "object" || positions === null) return {};
  return Object.fromEntries(Object.entries(positions).filter(([, at]) => isPosition(at)));
}

/** A wire's name: `h1>a1:0`. */
export function edgeId(edge: Edge): string {
  return `${edge.source}>${edge.target}:${edge.handle}`;
}

export function sameEdge(a: Edge, b: Edge): boolean {
  return a.source === b.source && a.target === b.target && a.handle === b.handle;
}

/** The first input handle of a node that has no wire. */
export function freeHandle(file: ProjectFile, target: string): number {
  const taken = new Set(wiresInto(file, target).map((edge) => edge.handle));
  for (let handle = 0; handle < MAX_HANDLES; handle++) if (!taken.has(handle)) return handle;
  return 0;
}

/** Whether a wire from `source` to `target` would close a ring. */
export function closesRing(file: ProjectFile, source: string, target: string): boolean {
  const seen = new Set<string>();
  const ahead = [target];
  for (let id = ahead.pop(); id !== undefined; id = ahead.pop()) {
    if (id === source) return true;
    if (seen.has(id)) continue;
    seen.add(id);
    ahead.push(...wiresFrom(file, id).map((edge) => edge.target));
  }
  return false;
}

/** A short id that no node has: `linear1`, `conv2d2`. */
export function newId(file: ProjectFile, type: string): string {
  const taken = new Set(file.network.nodes.map((node) => node.id));
  // The type of an entry from another package is `package.name`: the name alone is short enough.
  const name = type.slice(type.lastIndexOf(".") + 1);
  const stem = name.replace(/[^A-Za-z0-9_-]/g, "").slice(0, 30) || "node";
  let number = 1;
  while (taken.has(`${stem}${number}`)) number++;
  return `${stem}${number}`;
}

// ---- nodes -----------------------------------------------------------------------------------

/** Adds a node that stands alone; `id` comes from `newId`. */
export function addNode(
  file: ProjectFile,
  id: string,
  layer: EntryJson,
  at?: Position,
): ProjectFile {
  const node: NodeFile = { id, layer, trainable: true };
  return place(withNodes(file, [...file.network.nodes, node]), at ? { [id]: at } : {});
}

/** Puts a new node on a wire. No other card moves; without a place, the canvas finds one. */
export function insertOnEdge(
  file: ProjectFile,
  edge: Edge,
  id: string,
  layer: EntryJson,
  at?: Position,
): ProjectFile {
  const added = takeIn(addNode(file, id, layer, at), id, [edge.source, edge.target]);
  const edges = added.network.edges.filter((other) => !sameEdge(other, edge));
  return withEdges(added, [
    ...edges,
    { source: edge.source, target: id, handle: 0 },
    { source: id, target: edge.target, handle: edge.handle },
  ]);
}

/** Puts a new node after `after` and before its successors; before it, if `after` is the network's output. */
export function appendAfter(
  file: ProjectFile,
  after: string,
  id: string,
  layer: EntryJson,
): ProjectFile {
  if (nodeOf(file, after)?.layer.type === "output") return insertBefore(file, after, id, layer);
  const next = wiresFrom(file, after).map((edge) => edge.target);
  const added = takeIn(addNode(file, id, layer), id, [after, ...next]);
  const moved = added.network.edges.map((edge) =>
    edge.source === after ? { ...edge, source: id } : edge,
  );
  return withEdges(added, [...moved, { source: after, target: id, handle: 0 }]);
}

/**
 * Adds a node that joins branches: the outputs of `sources`. What came after a branch comes after the join. A branch
 * that leads to another one of them, such as the start of a skip connection, keeps what it leads to, and is joined last.
 */
export function joinBranches(
  file: ProjectFile,
  sources: readonly string[],
  id: string,
  layer: EntryJson,
): ProjectFile {
  const ends = sources.filter(
    (source) => !sources.some((other) => other !== source && closesRing(file, other, source)),
  );
  const added = addNode(file, id, layer);
  const moved = added.network.edges.map((edge) =>
    ends.includes(edge.source) ? { ...edge, source: id } : edge,
  );
  const ordered = [...ends, ...sources.filter((source) => !ends.includes(source))];
  const joined = ordered.map((source, handle) => ({ source, target: id, handle }));
  return withEdges(added, [...moved, ...joined]);
}

function insertBefore(
  file: ProjectFile,
  before: string,
  id: string,
  layer: EntryJson,
): ProjectFile {
  const [wire] = wiresInto(file, before);
  if (wire) return insertOnEdge(file, wire, id, layer);
  return connect(addNode(file, id, layer), { source: id, target: before, handle: 0 });
}

/** Removes nodes with their wires. With `heal`, the predecessors of a node are wired to its successors. */
export function removeNodes(file: ProjectFile, ids: readonly string[], heal: boolean): ProjectFile {
  return takeOut(
    ids.reduce((rest, id) => removeNode(rest, id, heal), file),
    ids,
  );
}

function removeNode(file: ProjectFile, id: string, heal: boolean): ProjectFile {
  const source = wiresInto(file, id)[0]?.source;
  const kept = file.network.edges.filter((edge) => edge.source !== id && edge.target !== id);
  const healed =
    heal && source !== undefined ? wiresFrom(file, id).map((edge) => ({ ...edge, source })) : [];
  const left = withNodes(
    file,
    file.network.nodes.filter((node) => node.id !== id),
  );
  const { [id]: own, ...others } = positionsOf(file);
  const positions: Record<string, Position> = others;
  const heir = wiresFrom(file, id)[0]?.target;
  // The layer that was drawn in the card of the removed one now has this card for itself.
  if (own && heir !== undefined && !positions[heir]) positions[heir] = own;
  return { ...withEdges(left, [...kept, ...healed]), view: { ...file.view, positions } };
}

/** What would be copied: these nodes and the wires between them. */
export function fragmentOf(file: ProjectFile, ids: readonly string[]): Fragment {
  const chosen = new Set(ids);
  return {
    nodes: file.network.nodes.filter((node) => chosen.has(node.id)),
    edges: file.network.edges.filter((edge) => chosen.has(edge.source) && chosen.has(edge.target)),
    positions: Object.fromEntries(
      Object.entries(positionsOf(file)).filter(([id]) => chosen.has(id)),
    ),
    blocks: blocksAmong(file, ids),
  };
}

/** Adds a copy of a fragment, moved by `offset`. Returns the new ids in the fragment's order. */
export function addFragment(
  file: ProjectFile,
  fragment: Fragment,
  offset: Position,
): { file: ProjectFile; ids: string[] } {
  const names = new Map<string, string>();
  let next = file;
  for (const node of fragment.nodes) {
    const id = newId(next, node.layer.type);
    const at = fragment.positions[node.id];
    names.set(node.id, id);
    next = withNodes(next, [...next.network.nodes, { ...node, id }]);
    if (at) next = place(next, { [id]: [at[0] + offset[0], at[1] + offset[1]] });
  }
  const edges = fragment.edges.flatMap((edge) => {
    const source = names.get(edge.source);
    const target = names.get(edge.target);
    return source && target ? [{ ...edge, source, target }] : [];
  });
  const wired = withEdges(next, [...next.network.edges, ...edges]);
  const copied = addCopies(wired, fragment.blocks, (id) => names.get(id));
  return { file: copied, ids: [...names.values()] };
}

export function setNodeField(
  file: ProjectFile,
  id: string,
  field: string,
  value: unknown,
): ProjectFile {
  return changeNode(file, id, (node) => ({ ...node, layer: { ...node.layer, [field]: value } }));
}

export function setNode(
  file: ProjectFile,
  id: string,
  change: Partial<Pick<NodeFile, "name" | "trainable" | "layer">>,
): ProjectFile {
  return changeNode(file, id, (node) => ({ ...node, ...change }));
}

// ---- wires -----------------------------------------------------------------------------------

/** Draws a wire. A wire that ends in the same handle is removed. */
export function connect(file: ProjectFile, edge: Edge): ProjectFile {
  const others = file.network.edges.filter(
    (other) => other.target !== edge.target || other.handle !== edge.handle,
  );
  return withEdges(file, [...others, { ...edge }]);
}

export function removeEdges(file: ProjectFile, edges: readonly Edge[]): ProjectFile {
  return withEdges(
    file,
    file.network.edges.filter((edge) => !edges.some((gone) => sameEdge(gone, edge))),
  );
}

// ---- the rest of the file --------------------------------------------------------------------

/** Moves nodes to these places. */
export function place(file: ProjectFile, positions: Positions): ProjectFile {
  if (Object.keys(positions).length === 0) return file;
  const rounded = Object.entries(positions).map(([id, [x, y]]) => [
    id,
    [Math.round(x), Math.round(y)],
  ]);
  return setView(file, { positions: { ...positionsOf(file), ...Object.fromEntries(rounded) } });
}

export function setView(file: ProjectFile, change: Record<string, unknown>): ProjectFile {
  return { ...file, view: { ...file.view, ...change } };
}

export function setTraining(file: ProjectFile, change: Partial<TrainingFile>): ProjectFile {
  return { ...file, training: { ...file.training, ...change } };
}

/** Applies a fix that the check offers. A fix whose place no longer exists changes nothing. */
export function applyFix(file: ProjectFile, fix: Fix): ProjectFile {
  switch (fix.action) {
    case "insert_layer": {
      const layer = asEntry(fix.layer);
      return insertOnEdge(file, fix.edge, newId(file, layer.type), layer);
    }
    case "set_field":
      return setPlace(file, fix.place, fix.value) as ProjectFile;
    case "set_fields":
      return fix.fields.reduce(applyFix, file);
    case "remove_edge":
      return removeEdges(file, [fix.edge]);
    case "remove_node":
      return removeNodes(file, [fix.node], true);
    case "add_node":
      return addForFix(file, asEntry(fix.layer), fix.source ?? null);
    case "add_edge":
      return connect(file, fix.edge);
    case "fetch": // the server does it; `mending` asks for it
      return file;
    default:
      return assertNever(fix);
  }
}

function addForFix(file: ProjectFile, layer: EntryJson, source: string | null): ProjectFile {
  const id = newId(file, layer.type);
  if (source === null) return addNode(file, id, layer);
  return connect(addNode(file, id, layer), { source, target: id, handle: 0 });
}

/** The value with one place in it set; null removes it. A place that does not exist changes nothing. */
function setPlace(whole: unknown, path: readonly (string | number)[], value: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  if (Array.isArray(whole)) {
    const items: unknown[] = whole;
    if (typeof key !== "number" || key < 0 || key >= items.length) return items;
    if (rest.length === 0 && value === null) return items.filter((_, index) => index !== key);
    return items.map((item, index) => (index === key ? setPlace(item, rest, value) : item));
  }
  if (typeof whole !== "object" || whole === null || key === "__proto__") return whole;
  const object = whole as Record<string, unknown>;
  if (rest.length > 0) return { ...object, [key]: setPlace(object[key], rest, value) };
  if (value !== null) return { ...object, [key]: value };
  return Object.fromEntries(Object.entries(object).filter(([name]) => name !== String(key)));
}

// ---- small pieces ----------------------------------------------------------------------------

export function wiresInto(file: ProjectFile, id: string): EdgeFile[] {
  return file.network.edges
    .filter((edge) => edge.target === id)
    .sort((a, b) => a.handle - b.handle);
}

export function wiresFrom(file: ProjectFile, id: string): EdgeFile[] {
  return file.network.edges.filter((edge) => edge.source === id);
}

function changeNode(
  file: ProjectFile,
  id: string,
  change: (node: NodeFile) => NodeFile,
): ProjectFile {
  return withNodes(
    file,
    file.network.nodes.map((node) => (node.id === id ? change(node) : node)),
  );
}

function withNodes(file: ProjectFile, nodes: NodeFile[]): ProjectFile {
  return { ...file, network: { ...file.network, nodes } };
}

function withEdges(file: ProjectFile, edges: EdgeFile[]): ProjectFile {
  return { ...file, network: { ...file.network, edges } };
}

function isPosition(at: unknown): at is Position {
  return Array.isArray(at) && at.length === 2 && at.every((value) => Number.isFinite(value));
}

function asEntry(layer: Readonly<Record<string, unknown>>): EntryJson {
  return { ...layer, type: String(layer["type"]) };
}

/** Does not compile where a case of a union was forgotten. */
function assertNever(value: never): never {
  throw new Error(`not expected: ${JSON.stringify(value)}`);
}
