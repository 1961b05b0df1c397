/** What people do with blocks: fold, unfold, find what repeats, use again. */
import type { BlockFile, ProjectFile } from "../../api/types";
import type { CopyPlace } from "../../project/blockCopies";
import {
  blockAt,
  blocksOf,
  borderOf,
  fold,
  foldAll,
  forgetBlock,
  freeName,
  noBlock,
  setFolded,
  type Block,
} from "../../project/blocks";
import { entryOf } from "../../project/entries";
import { edgeId, place, positionsOf } from "../../project/graph";
import { blocksFor, nameFor, repeatsOf } from "../../project/repeats";
import { useCatalogueState } from "../../store/catalogue";
import { useCheck } from "../../store/check";
import { notify } from "../../store/messages";
import { useProject } from "../../store/project";
import { fitSoon } from "./camera";
import { drawingOf } from "./cards";
import { focusCard } from "./focusCard";
import { refolded } from "./folding";
import { sceneOf, type Scene } from "./scene";
import { announce, inspect, type DropPlace } from "./state";
import { nodeTitle } from "./words";

const isElementwise = (type: string) =>
  entryOf(useCatalogueState.getState().catalogue, "layers", type)?.elementwise ?? false;

/** The scene of a file, by what the page knows now. */
function sceneNow(file: ProjectFile): Scene {
  const { catalogue } = useCatalogueState.getState();
  return sceneOf(file, useCheck.getState().report, (type) => entryOf(catalogue, "layers", type));
}

/** The file with its cards where they stand after blocks were folded or unfolded. */
function standing(file: ProjectFile, next: ProjectFile): ProjectFile {
  const own = positionsOf(file);
  return Object.keys(own).length === 0
    ? next
    : place(next, refolded(sceneNow(file), sceneNow(next), own));
}

/** Changes blocks as one undo step. A drawing that lays itself out is then shown as a whole. */
function reblock(to: (file: ProjectFile) => ProjectFile): void {
  const { file, reblock: write } = useProject.getState();
  const next = to(file);
  if (next === file) return;
  write(() => next);
  if (Object.keys(positionsOf(file)).length === 0) fitSoon();
}

/** Folds the chosen layers into a block, and opens it, so that it can be named. */
export function foldChosen(): boolean {
  const { file, selection } = useProject.getState();
  const known = blockOf(file, selection.nodes);
  if (known && !known.folded) {
    setBlockFolded(known.at, true);
    return true;
  }
  const why = noBlock(file, selection.nodes);
  if (why !== null) {
    notify(why, { tone: "news" });
    announce(why);
    return true;
  }
  const name = freeName(file, nameOf(file, selection.nodes));
  reblock((before) => standing(before, fold(before, selection.nodes, name)));
  announce(`Folded ${selection.nodes.length} layers into the block ${name}.`);
  const card = cardOfBlock(useProject.getState().file, selection.nodes);
  if (card !== null) {
    focusCard(card);
    inspect(card);
  }
  return true;
}

/** Unfolds the chosen blocks; false if none is chosen. */
export function unfoldChosen(): boolean {
  const { file, selection } = useProject.getState();
  const chosen = new Set(selection.nodes);
  const folded = outermost(file).filter(({ nodes }) => nodes.every((id) => chosen.has(id)));
  for (const { at } of folded) setBlockFolded(at, false);
  return folded.length > 0;
}

export function setBlockFolded(at: number, folded: boolean): void {
  const { file } = useProject.getState();
  const block = blockAt(file, at);
  if (!block || block.folded === folded) return;
  reblock((before) => standing(before, setFolded(before, at, folded)));
  inspect(null);
  announce(`${folded ? "Folded" : "Unfolded"} the block ${block.name}.`);
  const card = cardOfBlock(useProject.getState().file, block.nodes);
  if (card !== null) focusCard(card);
}

/** Forgets a block; its layers stay where an unfolded block has them. */
export function forget(at: number): void {
  const { file } = useProject.getState();
  const block = blockAt(file, at);
  if (!block) return;
  reblock((before) => forgetBlock(standing(before, setFolded(before, at, false)), at));
  inspect(null);
  announce(`${block.name} is no block any more. Its layers are still there.`);
}

/** The parts of the drawing that repeat and are in no block yet, each as blocks that can be folded. */
export function repeatsIn(file: ProjectFile): readonly (readonly BlockFile[])[] {
  const { cards, cardOf } = drawingOf({ ...file, blocks: [] }, isElementwise);
  const first = new Set(cards.map(({ id }) => id));
  const numCards = (ids: readonly string[]) => new Set(ids.map((id) => cardOf.get(id))).size;
  return repeatsOf(file.network, ({ id }) => first.has(id)).flatMap((repeat) => {
    const blocks = blocksFor(repeat, nameOf(file, repeat.parts[0] ?? []), numCards);
    return noBlock(file, blocks[0]?.nodes ?? []) === null ? [blocks] : [];
  });
}

/** Folds what repeats, as one undo step. */
export function foldRepeats(): void {
  const found = repeatsIn(useProject.getState().file);
  if (found.length === 0) {
    notify("Nothing repeats in this drawing that is not folded yet.", { tone: "news" });
    return;
  }
  reblock((file) => found.reduce((made, blocks) => standing(made, foldAll(made, blocks)), file));
  announce(`Folded ${found.map(([block]) => block?.name).join(", ")}.`);
}

/** Adds a copy of a block: at a place, else on the chosen wire, behind the chosen card or before the output. */
export function addAgain(block: Block, where?: CopyPlace): void {
  const { file, selection, insertCopy } = useProject.getState();
  const edge = file.network.edges.find((one) => selection.edges[0] === edgeId(one));
  const output = file.network.nodes.find(({ layer }) => layer.type === "output")?.id;
  const chosen = selection.nodes.at(-1);
  const behind = chosen === undefined ? output : lastOf(file, chosen);
  const found: CopyPlace | undefined = edge
    ? { kind: "wire", edge }
    : behind === undefined
      ? undefined
      : { kind: "behind", node: behind };
  insertCopy(block, where ?? found ?? { kind: "at", at: [0, 0] });
  announce(`Added another ${block.name}.`);
}

/** What the drag of a block from the palette is called. No type of a layer has a space. */
export function blockDragId({ at }: Block): string {
  return `block ${at}`;
}

/** The block that is dragged; undefined for a layer. */
export function draggedBlock(id: string): Block | undefined {
  if (!id.startsWith("block ")) return undefined;
  return blocksOf(useProject.getState().file).find((block) => blockDragId(block) === id);
}

/** Adds a copy of a block where it was dropped. */
export function addBlock(block: Block, place: DropPlace): void {
  if (place.kind === "card") addAgain(block, { kind: "behind", node: place.last });
  else if (place.kind === "canvas") addAgain(block, { kind: "at", at: [place.x, place.y] });
  else addAgain(block, { kind: "wire", edge: { ...place.edge, handle: place.edge.handle ?? 0 } });
}

/** The last node of the card that a node is in. */
function lastOf(file: ProjectFile, id: string): string {
  const { cards, cardOf } = drawingOf(file, isElementwise);
  return cards.find((card) => card.id === cardOf.get(id))?.last ?? id;
}

function nameOf({ network }: ProjectFile, ids: readonly string[]): string {
  const { catalogue } = useCatalogueState.getState();
  return nameFor(network, ids, (node) =>
    nodeTitle({ ...node, name: null }, entryOf(catalogue, "layers", node.layer.type)),
  );
}

function blockOf(file: ProjectFile, ids: readonly string[]): Block | undefined {
  const own = new Set(ids);
  return blocksOf(file).find(
    ({ nodes }) => nodes.length === own.size && nodes.every((id) => own.has(id)),
  );
}

/** The blocks that are drawn as cards. */
function outermost(file: ProjectFile): readonly Block[] {
  const drawn = new Set(
    drawingOf(file, isElementwise).cards.flatMap(({ block }) => block?.at ?? []),
  );
  return blocksOf(file).filter(({ at }) => drawn.has(at));
}

/** The card that shows the first of these nodes. */
function cardOfBlock(file: ProjectFile, ids: readonly string[]): string | null {
  const { first } = borderOf(file.network, ids);
  return drawingOf(file, isElementwise).cardOf.get(first) ?? null;
}
