/** A small map of the network, shown while a part of the network is out of view. */
import { MiniMap, useStore, type ReactFlowState } from "@xyflow/react";

/** With at most this many cards there is no map. */
const FEW_CARDS = 3;

/** In pixels; large enough to point at, and small enough to leave the cards in sight. */
const SIZE = { width: 150, height: 96 };

export function CanvasMap() {
  const isNeeded = useStore(isPartlyHidden);
  if (!isNeeded) return null;
  return (
    <MiniMap pannable zoomable position="top-right" ariaLabel="Map of the network" style={SIZE} />
  );
}

function isPartlyHidden({ nodeLookup, transform, width, height }: ReactFlowState): boolean {
  if (nodeLookup.size <= FEW_CARDS || width === 0) return false;
  const [left, top, zoom] = transform;
  for (const { internals, measured } of nodeLookup.values()) {
    const { x, y } = internals.positionAbsolute;
    const [right, bottom] = [x + (measured.width ?? 0), y + (measured.height ?? 0)];
    if (x * zoom + left < -1 || y * zoom + top < -1) return true;
    if (right * zoom + left > width + 1 || bottom * zoom + top > height + 1) return true;
  }
  return false;
}
