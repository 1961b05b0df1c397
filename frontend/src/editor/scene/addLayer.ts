/** Adds a layer to the drawing, at a chosen place or at the place that fits best. */
import { defaults } from "../../project/entries";
import type { Positions } from "../../project/graph";
import { untracked, useProject } from "../../store/project";
import type { DropPlace } from "./state";

/** Half the width of a card, in canvas pixels. A dropped card has its middle under the pointer. */
const HALF_CARD = 52;

/** Fields that are not at their defaults. */
type Fields = Readonly<Record<string, unknown>>;

/**
 * Adds a layer of this type at a place and returns the new node's id.
 *
 * On the free canvas, the other cards are fixed at `places`, where they are drawn now, so that they do not move. The
 * layer is selected but not opened, because the inspector would cover the network. An inspector that is already open
 * shows it.
 */
export function addLayer(
  type: string,
  place: DropPlace,
  places: Positions = {},
  fields: Fields = {},
): string {
  const project = useProject.getState();
  const layer = { ...defaults(type), ...fields };
  if (place.kind === "canvas") untracked(() => project.move(places));
  const id =
    place.kind === "wire"
      ? project.insertOnEdge(place.edge, layer)
      : place.kind === "card"
        ? project.appendAfter(place.last, layer)
        : project.addNode(layer, { x: place.x - HALF_CARD, y: place.y });
  project.select({ nodes: [id], edges: [] });
  return id;
}

/**
 * Adds a layer without a chosen place and returns the new node's id. The place is the selected wire, else behind the
 * selected node, else before the output. In a drawing without these, the layer is not connected.
 */
export function addLayerAnywhere(type: string, fields: Fields = {}): string {
  const { file, selection } = useProject.getState();
  const [wire] = selection.edges;
  const edge = file.network.edges.find(
    ({ source, target, handle }) => `${source}>${target}:${handle ?? 0}` === wire,
  );
  const add = (place: DropPlace) => addLayer(type, place, {}, fields);
  if (edge) return add({ kind: "wire", id: wire ?? "", edge: { ...edge } });
  const chosen = selection.nodes[selection.nodes.length - 1];
  const output = file.network.nodes.find(({ layer }) => layer.type === "output")?.id;
  const after = chosen ?? output;
  if (after === undefined) return add({ kind: "canvas", x: 0, y: 0 });
  return add({ kind: "card", id: after, last: after });
}
