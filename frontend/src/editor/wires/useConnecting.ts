/** Drawing wires by hand: which ends can be connected, and what happens when a wire is released. */
import { useStoreApi, type FinalConnectionState, type IsValidConnection } from "@xyflow/react";
import { useCallback, useRef } from "react";

import type { Edge } from "../../api/types";
import { entry } from "../../store/catalogue";
import { freeHandle } from "../../project/graph";
import { useProject } from "../../store/project";
import { plainMisfit } from "./wireFits";
import { boxOfNode, placeAt } from "../scene/places";
import type { Scene } from "../scene/scene";
import { drawOrRefuse, edgeBetween } from "./drawWire";
import type { WireEdge } from "./ShapeWire";
import { tapHandle } from "./wiring";
import { useEditor } from "../scene/state";

const layerEntry = (type: string) => entry("layers", type);

/** A pointer that moved less than this on a handle has tapped it, in pixels of the screen. */
const TAP = 10;

export function useConnecting(scene: Scene) {
  const store = useStoreApi();
  const isValidConnection = useCallback<IsValidConnection<WireEdge>>(
    ({ source, target, targetHandle }) => {
      const edge = edgeBetween(scene, source, target, Number(targetHandle ?? 0));
      return plainMisfit(useProject.getState().file, edge, layerEntry) === null;
    },
    [scene],
  );
  const start = useRef({ x: 0, y: 0 });
  const onConnectStart = useCallback((event: MouseEvent | TouchEvent) => {
    const at = "touches" in event ? event.touches[0] : event;
    if (at) start.current = { x: at.clientX, y: at.clientY };
  }, []);
  const onConnectEnd = useCallback(
    (event: MouseEvent | TouchEvent, state: FinalConnectionState) => {
      const at = "changedTouches" in event ? event.changedTouches[0] : event;
      if (!at) return;
      const { fromHandle: from, fromNode } = state;
      const input = from?.type === "target" ? Number(from.id ?? 0) : null;
      const away = Math.hypot(at.clientX - start.current.x, at.clientY - start.current.y);
      if (fromNode && away < TAP) {
        return tapHandle(scene, fromNode.id, input, { x: at.clientX, y: at.clientY });
      }
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
      if (edge) return void drawOrRefuse(edge, scene, at.clientX, at.clientY);
      if (!from || !fromNode || under?.kind !== "canvas") return;
      const about = { kind: "offer", from: { card: fromNode.id, input } } as const;
      useEditor.setState({ menu: { x: at.clientX, y: at.clientY, about } });
    },
    [scene, store],
  );
  return { isValidConnection, onConnectStart, onConnectEnd };
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
