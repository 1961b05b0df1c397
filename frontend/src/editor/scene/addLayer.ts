/** Adds a layer to the drawing, at a chosen place or at the place that fits best. */
import type { EntryJson, ProjectFile } from "../../api/types";
import { defaults } from "../../project/entries";
import { nodeOf } from "../../project/graph";
import { swapped } from "../../project/swap";
import { entry } from "../../store/catalogue";
import { useProject } from "../../store/project";
import { branchesFor } from "./branches";
import { visibleArea } from "./camera";
import { freeSpot } from "./freeSpot";
import type { Box } from "./rows";
import { announce, type DropPlace } from "./state";
import { nodeTitle } from "./words";

/** The assumed size of a card that is not drawn yet. A dropped card has its middle under the pointer. */
const CARD = { width: 104, height: 160 };

/** Fields that are not at their defaults. */
type Fields = Readonly<Record<string, unknown>>;

/**
 * Adds a layer of this type at a place and returns the new node's id. No other card moves: on a wire without room, the
 * card goes above or below `taken`, the boxes of the other cards.
 *
 * The layer is selected but not opened, because the inspector would cover the network. An inspector that is already open
 * shows it.
 */
export function addLayer(
  type: string,
  place: DropPlace,
  taken: readonly Box[] = [],
  fields: Fields = {},
): string {
  const project = useProject.getState();
  const layer = { ...defaults(type), ...fields };
  if (place.kind === "canvas")
    return project.addNode(layer, { x: place.x - CARD.width / 2, y: place.y });
  if (place.kind === "card" && place.swaps !== undefined) return swapLayer(place.swaps, type);
  if (place.kind === "card") return addAfter([place.last], layer);
  const { edge, at } = place;
  const spot = at && freeSpot([at.x - CARD.width / 2, at.y], CARD, taken);
  return project.insertOnEdge(edge, layer, spot);
}

/** Puts a layer of another type in the place of a node, with the parameters that both have. Returns the node's id. */
export function swapLayer(id: string, type: string): string {
  const project = useProject.getState();
  const node = nodeOf(project.file, id);
  const to = entry("layers", type);
  if (node && node.layer.type !== type) {
    const from = entry("layers", node.layer.type);
    project.swap(id, to ? swapped(node.layer, from, to) : defaults(type));
  }
  project.select({ nodes: [id], edges: [] });
  return id;
}

/**
 * Adds a layer without a chosen place and returns the new node's id. The place is the selected wire, else behind the
 * selected node, else before the output. In a drawing without these, the layer is not connected; the first of a drawing
 * stands at the left of what is in view. A layer without inputs is never connected. A layer that joins branches takes
 * all selected cards, or the selected one and what came into it.
 */
export function addLayerAnywhere(type: string, fields: Fields = {}): string {
  const { file, selection, addNode } = useProject.getState();
  const layer = { ...defaults(type), ...fields };
  if (file.network.nodes.length === 0) {
    const { left, top, bottom } = visibleArea();
    return addNode(layer, { x: left + 40, y: (top + bottom) / 2 });
  }
  if (entry("layers", type)?.max_inputs === 0) return addNode(layer);
  const add = (place: DropPlace) => addLayer(type, place, [], fields);
  const [wire] = selection.edges;
  const edge = file.network.edges.find(
    ({ source, target, handle }) => `${source}>${target}:${handle ?? 0}` === wire,
  );
  if (edge) return add({ kind: "wire", id: wire ?? "", edge: { ...edge } });
  const chosen = selection.nodes[selection.nodes.length - 1];
  const output = file.network.nodes.find(({ layer: { type: known } }) => known === "output")?.id;
  const after = chosen ?? output;
  if (after === undefined) return addNode(layer);
  return addAfter(selection.nodes.length > 1 ? selection.nodes : [after], layer);
}

/** Adds a layer after the last of these nodes; one that joins branches, after all of them. */
function addAfter(chosen: readonly string[], layer: EntryJson): string {
  const project = useProject.getState();
  const own = entry("layers", layer.type);
  const branches =
    own?.sort === "join"
      ? branchesFor(project.file, chosen, (type) => entry("layers", type)?.elementwise ?? false)
      : [];
  if (branches.length < 2) return project.appendAfter(chosen.at(-1) ?? "", layer);
  const id = project.joinBranches(branches, layer);
  // Its wires may begin far from where a person looks.
  const titles = branches.map((branch) => titleOf(project.file, branch));
  announce(`${own?.title ?? layer.type} joins ${titles.join(" and ")}.`);
  return id;
}

function titleOf(file: ProjectFile, id: string): string {
  const node = nodeOf(file, id);
  return node ? nodeTitle(node, entry("layers", node.layer.type)) : id;
}
