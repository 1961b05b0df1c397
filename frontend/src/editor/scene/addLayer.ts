/** Adds a layer to the drawing where it was dropped, or where it fits best. */
import { defaults } from "../../project/entries";
import type { Positions } from "../../project/graph";
import { untracked, useProject } from "../../store/project";
import type { DropPlace } from "./state";

/** A dropped card stands with its middle under the pointer; canvas pixels. */
const HALF_CARD = 52;

/**
 * Adds a layer of this type at a place; gives the new node's id. On the free canvas the other cards keep the places
 * they are drawn at, `places`, so that none moves away from under the pointer. The layer is selected, not opened: that
 * would cover the network it was just added to; an inspector that is open already shows it.
 */
export function addLayer(type: string, place: DropPlace, places: Positions = {}): string {
  const project = useProject.getState();
  const layer = defaults(type);
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
 * Adds a layer without pointing at a place: on the selected wire, behind the selected node, else before the output,
 * else alone.
 */
export function addLayerAnywhere(type: string): string {
  const { file, selection } = useProject.getState();
  const [wire] = selection.edges;
  const edge = file.network.edges.find(
    ({ source, target, handle }) => `${source}>${target}:${handle ?? 0}` === wire,
  );
  if (edge) return addLayer(type, { kind: "wire", id: wire ?? "", edge: { ...edge } });
  const chosen = selection.nodes[selection.nodes.length - 1];
  const output = file.network.nodes.find(({ layer }) => layer.type === "output")?.id;
  const after = chosen ?? output;
  if (after === undefined) return addLayer(type, { kind: "canvas", x: 0, y: 0 });
  return addLayer(type, { kind: "card", id: after, last: after });
}
