/** Writes changes on the canvas into the project: moves and selections. */
import type { EdgeChange, NodeChange } from "@xyflow/react";
import { useCallback, useState } from "react";

import type { Position, Positions } from "../../project/graph";
import { endUndoStep, useProject } from "../../store/project";
import type { Card } from "../scene/cards";
import { withInside } from "../scene/folding";
import { aligned, type Guide } from "../scene/guides";
import { cardSize, type CardSize } from "../scene/layout";
import type { Box } from "../scene/rows";
import type { Scene } from "../scene/scene";
import { useEditor } from "../scene/state";
import type { WireEdge } from "../wires/ShapeWire";
import type { Sizes } from "./flowNodes";
import type { CardNode } from "./NodeCard";

/** So near to a line of another card, a card that is dragged moves onto it; in pixels of the screen. */
const REACH = 6;

/** Handles React Flow's changes of cards. Returns the places of dragged cards, the measured sizes, and the handler. */
export function useNodeChanges(scene: Scene, places: Positions, zoom: () => number = () => 1) {
  const [moving, setMoving] = useState<Positions>({});
  const [sizes, setSizes] = useState<Sizes>({});
  const moveWith = useProject((state) => state.move);
  const move = useCallback(
    (moved: Positions, isOver: boolean) => {
      if (!isOver) return setMoving((before) => ({ ...before, ...moved }));
      // If no card had a place before, every card keeps the place where it is drawn.
      moveWith(withInside(scene.drawing, places, { ...places, ...moved }));
      endUndoStep();
      setMoving({});
    },
    [moveWith, places, scene.drawing],
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
      if (moved.length === 0) return;
      const [first] = moved;
      // Keys move a card by themselves, without a drag before; they place it exactly.
      const isByHand = moved.length === 1 && (isDragging || Object.keys(moving).length > 0);
      if (!isByHand || !first) return move(Object.fromEntries(moved), !isDragging);
      const [id, at] = first;
      const { place, guides } = inLine(id, at, { scene, places, sizes, reach: REACH / zoom() });
      useEditor.setState({ guides: isDragging ? guides : [] });
      move({ [id]: place }, !isDragging);
    },
    [move, moving, places, scene, sizes, zoom],
  );
  return { moving, sizes, onNodesChange };
}

interface Laid {
  readonly scene: Scene;
  readonly places: Positions;
  readonly sizes: Sizes;
  /** In canvas pixels. */
  readonly reach: number;
}

/** Where a card that is dragged alone comes to stand: in line with another card, if it is near. */
function inLine(
  id: string,
  at: Position,
  { scene, places, sizes, reach }: Laid,
): { place: Position; guides: readonly Guide[] } {
  const box = (card: string, [x, y]: Position): Box => {
    const face = scene.faces.get(card);
    const { width, height } = sizes[card] ?? (face ? cardSize(face) : { width: 0, height: 0 });
    return { left: x, right: x + width, top: y - height / 2, bottom: y + height / 2 };
  };
  const others = scene.drawing.cards.flatMap((card) => {
    const place = places[card.id];
    return card.id !== id && place ? [box(card.id, place)] : [];
  });
  const { shift, guides } = aligned(box(id, at), others, reach);
  return { place: [at[0] + shift[0], at[1] + shift[1]], guides };
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
