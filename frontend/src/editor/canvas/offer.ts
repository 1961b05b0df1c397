/** Which layers a wire can lead to, and why the others do not fit. */
import { useEffect, useState } from "react";

import type { CatalogueEntry, Edge, ProjectFile } from "../../api/types";
import { defaults } from "../../project/entries";
import { addNode, connect, newId } from "../../project/graph";
import { tryOut } from "../../session/tryOut";
import { useCheck } from "../../store/check";
import { untracked, useProject } from "../../store/project";
import { freeSpot } from "../scene/freeSpot";
import type { CardSize } from "../scene/layout";
import type { Box } from "../scene/rows";
import type { Scene } from "../scene/scene";
import type { Wiring } from "../scene/state";
import { edgeBetween } from "../wires/drawWire";
import { misfitIn } from "../wires/wireFits";

type From = Pick<Wiring, "card" | "input"> | null;

/** So many layers are offered at most, and tried out with the server's check. More are found by the search. */
const MOST = 32;
/** Without a search, so many of each group are offered. */
const OF_GROUP = 4;

/** The assumed size of a card that is not drawn yet, where there is none like it. */
const CARD = { width: 112, height: 180 };

/** The size of the largest card of this type that is drawn already. */
function sizeLike(type: string, { faces }: Scene, boxes: ReadonlyMap<string, Box>): CardSize {
  const alike = [...faces.values()].flatMap(({ card }) => {
    const box = card.nodes[0]?.layer.type === type ? boxes.get(card.id) : undefined;
    return box ? [{ width: box.right - box.left, height: box.bottom - box.top }] : [];
  });
  return alike.reduce((best, size) => (size.height > best.height ? size : best), CARD);
}

/** The layers whose names match a search, the usual ones first. Pure. */
export function offered(
  layers: readonly CatalogueEntry[],
  search: string,
  from: From,
): readonly CatalogueEntry[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const fits = layers.filter(({ type, title, group, aliases = [], max_inputs = 1 }) => {
    if (from?.input === null && max_inputs === 0) return false;
    if (from && from.input !== null && type === "output") return false;
    const text = [type, title, group, ...aliases].join(" ").toLowerCase();
    return words.every((word) => text.includes(word));
  });
  if (words.length === 0) return fewOfEach(fits);
  const named = (entry: CatalogueEntry) => entry.title.toLowerCase().startsWith(words[0] ?? "");
  return [...fits.filter(named), ...fits.filter((entry) => !named(entry))].slice(0, MOST);
}

function fewOfEach(layers: readonly CatalogueEntry[]): readonly CatalogueEntry[] {
  const counts = new Map<string, number>();
  const few = layers.filter(({ group }) => {
    const count = (counts.get(group) ?? 0) + 1;
    counts.set(group, count);
    return count <= OF_GROUP;
  });
  return few.slice(0, MOST);
}

/** Tries the layers out one after the other. Gives the reasons of those that do not fit, as they become known. */
export function useFits(
  scene: Scene,
  from: From,
  layers: readonly CatalogueEntry[],
): ReadonlyMap<string, string> {
  const [misfits, setMisfits] = useState<ReadonlyMap<string, string>>(new Map());
  useEffect(() => {
    if (!from) return;
    let isCurrent = true;
    const tryAll = async () => {
      const { file } = useProject.getState();
      const found = new Map<string, string>();
      for (const { type } of layers) {
        const { project, edge } = withLayer(file, scene, type, from);
        const after = await tryOut(project);
        if (!isCurrent) return;
        const misfit = after && misfitIn(useCheck.getState().report, after, edge);
        if (misfit) found.set(type, misfit.sentence);
      }
      setMisfits(found);
    };
    void tryAll();
    return () => {
      isCurrent = false;
    };
  }, [from, layers, scene]);
  return misfits;
}

function withLayer(
  file: ProjectFile,
  scene: Scene,
  type: string,
  from: NonNullable<From>,
): { project: ProjectFile; edge: Edge } {
  const id = newId(file, type);
  const edge = edgeTo(scene, from, id);
  return { project: connect(addNode(file, id, defaults(type)), edge), edge };
}

function edgeTo(scene: Scene, { card, input }: NonNullable<From>, node: string): Edge {
  return input === null ? edgeBetween(scene, card, node, 0) : edgeBetween(scene, node, card, input);
}

/**
 * Adds a layer where the wire was dropped, or above or below that, where it covers no other card; and the wire, as
 * one undo step. Returns the new node's id.
 */
export function addOffered(
  scene: Scene,
  type: string,
  from: From,
  at: { readonly x: number; readonly y: number },
  boxes: ReadonlyMap<string, Box>,
): string {
  const project = useProject.getState();
  const [x, y] = freeSpot([at.x, at.y], sizeLike(type, scene, boxes), [...boxes.values()]);
  const id = project.addNode(defaults(type), { x, y });
  if (from) untracked(() => project.connect(edgeTo(scene, from, id)));
  return id;
}
