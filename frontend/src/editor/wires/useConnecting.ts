/** Drawing wires by hand: which ends can be connected, and what happens when a wire is released. */
import { useStoreApi, type FinalConnectionState, type IsValidConnection } from "@xyflow/react";
import { useCallback } from "react";

import type { Edge } from "../../api/types";
import { entry } from "../../store/catalogue";
import { useCheck } from "../../store/check";
import { freeHandle } from "../../project/graph";
import { useProject } from "../../store/project";
import { tryOut } from "../../session/tryOut";
import { misfitIn, plainMisfit, withWire, type Misfit } from "./wireFits";
import { boxOfNode, placeAt } from "../scene/places";
import type { Scene } from "../scene/scene";
import type { WireEdge } from "./ShapeWire";
import { useEditor } from "../scene/state";
import { outputText } from "../scene/words";

const layerEntry = (type: string) => entry("layers", type);

/** The project's edge for a wire between two cards: from the last node of one to the first of the other. */
export function edgeBetween(scene: Scene, source: string, target: string, handle: number): Edge {
  const last = scene.faces.get(source)?.card.last ?? source;
  return { source: last, target, handle };
}

/** Why a wire would not fit the current drawing; null if it fits, or if the check does not answer. */
export async function misfitOf(edge: Edge): Promise<Misfit | null> {
  const { file } = useProject.getState();
  const plain = plainMisfit(file, edge, layerEntry);
  if (plain) return plain;
  const after = await tryOut(withWire(file, edge));
  return after && misfitIn(useCheck.getState().report, after, edge);
}

export function useConnecting(scene: Scene) {
  const store = useStoreApi();
  const isValidConnection = useCallback<IsValidConnection<WireEdge>>(
    ({ source, target, targetHandle }) => {
      const edge = edgeBetween(scene, source, target, Number(targetHandle ?? 0));
      return plainMisfit(useProject.getState().file, edge, layerEntry) === null;
    },
    [scene],
  );
  const onConnectEnd = useCallback(
    (event: MouseEvent | TouchEvent, state: FinalConnectionState) => {
      const at = "changedTouches" in event ? event.changedTouches[0] : event;
      if (!at) return;
      const { nodeLookup, transform, domNode } = store.getState();
      const box = domNode?.getBoundingClientRect();
      const [left, top, zoom] = transform;
      const under =
        box &&
        placeAt(
          scene,
          (card) => boxOfNode(nodeLookup.get(card)),
          (at.clientX - box.left - left) / zoom,
          (at.clientY - box.top - top) / zoom,
        );
      const edge = drawnEdge(scene, state, under?.kind === "card" ? under.id : null);
      if (edge) void drawOrRefuse(edge, scene, at.clientX, at.clientY);
    },
    [scene, store],
  );
  return { isValidConnection, onConnectEnd };
}

/** The edge of a wire that was released over a handle or over a card. Over a card it uses a free input. */
function drawnEdge(
  scene: Scene,
  { fromHandle, toHandle, fromNode }: FinalConnectionState,
  card: string | null,
): Edge | null {
  if (!fromHandle || !fromNode) return null;
  const isForwards = fromHandle.type === "source";
  const other = toHandle && toHandle.type !== fromHandle.type ? toHandle.nodeId : card;
  if (!other || (other === fromNode.id && !toHandle)) return null;
  const [source, target] = isForwards ? [fromNode.id, other] : [other, fromNode.id];
  const end = isForwards ? (toHandle?.nodeId === other ? toHandle : null) : fromHandle;
  const handle = end?.id ? Number(end.id) : freeHandle(useProject.getState().file, target);
  return edgeBetween(scene, source, target, handle);
}

async function drawOrRefuse(edge: Edge, scene: Scene, x: number, y: number): Promise<void> {
  const misfit = await misfitOf(edge);
  if (!misfit) return useProject.getState().connect(edge);
  const target = scene.faces.get(scene.drawing.cardOf.get(edge.target) ?? "")?.titles[0];
  const sourceShape = outputText(useCheck.getState().report?.nodes[edge.source]);
  useEditor.setState({
    refusal: { ...misfit, edge, sourceShape, target: target ?? edge.target, x, y },
  });
}
