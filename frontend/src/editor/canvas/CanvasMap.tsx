/** A map of a large network, while a part of it is out of sight. */
import { MiniMap, useStore, type ReactFlowState } from "@xyflow/react";

/** More cards than this get a map of the whole. */
const MANY_CARDS = 16;

export function CanvasMap() {
  const isNeeded = useStore(isPartlyHidden);
  if (!isNeeded) return null;
  return <MiniMap pannable zoomable position="top-right" ariaLabel="Map of the network" />;
}

function isPartlyHidden({ nodeLookup, transform, width, height }: ReactFlowState): boolean {
  if (nodeLookup.size <= MANY_CARDS || width === 0) return false;
  const [left, top, zoom] = transform;
  for (const { internals, measured } of nodeLookup.values()) {
    const { x, y } = internals.positionAbsolute;
    const [right, bottom] = [x + (measured.width ?? 0), y + (measured.height ?? 0)];
    if (x * zoom + left < -1 || y * zoom + top < -1) return true;
    if (right * zoom + left > width + 1 || bottom * zoom + top > height + 1) return true;
  }
  return false;
}
