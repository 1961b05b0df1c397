/** Writes changes on the canvas into the project: moves and selections. */
import type { EdgeChange, NodeChange } from "@xyflow/react";
import { useCallback, useState } from "react";

import type { Positions } from "../../project/graph";
import { endUndoStep, useProject } from "../../store/project";
import type { Card } from "../scene/cards";
import type { CardSize } from "../scene/layout";
import type { Scene } from "../scene/scene";
import type { WireEdge } from "../wires/ShapeWire";
import type { Sizes } from "./flowNodes";
import type { CardNode } from "./NodeCard";

/** Handles React Flow's changes of cards. Returns the places of dragged cards, the measured sizes, and the handler. */
export function useNodeChanges(scene: Scene, places: Positions) {
  const [moving, setMoving] = useState<Positions>({});
  const [sizes, setSizes] = useState<Sizes>({});
  const moveWith = useProject((state) => state.move);
  const move = useCallback(
    (moved: Positions, isOver: boolean) => {
      if (!isOver) return setMoving((before) => ({ ...before, ...moved }));
      // If no card had a place before, every card keeps the place where it is drawn.
      moveWith({ ...places, ...moved });
      endUndoStep();
      setMoving({});
    },
    [moveWith, places],
  );
  const onNodesChange = useCallback(
    (changes: NodeChange<CardNode>[]) => {
      takeSizes(changes, setSizes);
      takeSelection(changes, scene);
      const moved = changes.flatMap((change) =>
        change.type === "position" && change.position
          ? [[change.id, [change.position.x, change.position.y]] as const]
          : [],
      );
      const isDragging = changes.some((change) => change.type === "position" && change.dragging);
      if (moved.length > 0) move(Object.fromEntries(moved), !isDragging);
    },
    [move, scene],
  );
  return { moving, sizes, onNodesChange };
}

function takeSizes(
  changes: readonly NodeChange<CardNode>[],
  setSizes: (to: (old: Sizes) => Sizes) => void,
): void {
  const measured = changes.flatMap((change) =>
    change.type === "dimensions" && change.dimensions ? [[change.id, change.dimensions]] : [],
  );
  if (measured.length > 0) {
    setSizes((old) => ({ ...old, ...(Object.fromEntries(measured) as Record<string, CardSize>) }));
  }
}

/** Selects or deselects all nodes of a card together. */
function takeSelection(changes: readonly NodeChange<CardNode>[], scene: Scene): void {
  const { selection, select } = useProject.getState();
  const chosen = new Set(selection.nodes);
  let isChanged = false;
  for (const change of changes) {
    if (change.type !== "select") continue;
    const card = scene.faces.get(change.id)?.card;
    for (const id of card ? idsOf(card) : []) {
      isChanged ||= chosen.has(id) !== change.selected;
      if (change.selected) chosen.add(id);
      else chosen.delete(id);
    }
  }
  if (isChanged) select({ nodes: [...chosen] });
}

/** Selects or deselects wires. */
export function takeEdgeSelection(changes: EdgeChange<WireEdge>[]): void {
  const { selection, select } = useProject.getState();
  const chosen = new Set(selection.edges);
  for (const change of changes) {
    if (change.type !== "select") continue;
    if (change.selected) chosen.add(change.id);
    else chosen.delete(change.id);
  }
  if (chosen.size !== selection.edges.length || selection.edges.some((id) => !chosen.has(id))) {
    select({ edges: [...chosen] });
  }
}

export function idsOf(card: Card): string[] {
  return card.nodes.map(({ id }) => id);
}
