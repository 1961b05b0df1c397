/** The network on its canvas: cards that are live pictures, wires that carry shapes, all of it to be redrawn by hand. */
import "@xyflow/react/dist/base.css";

import {
  Background,
  BackgroundVariant,
  ConnectionLineType,
  ConnectionMode,
  Panel,
  ReactFlow,
  SelectionMode,
  type EdgeChange,
  type NodeChange,
  type NodeTypes,
} from "@xyflow/react";
import { useCallback, useMemo, useState } from "react";

import { useReport } from "../../store/check";
import { positionsOf, type Positions } from "../../project/graph";
import { endUndoStep, useProject } from "../../store/project";
import classes from "./Canvas.module.css";
import { CanvasMap } from "./CanvasMap";
import { CanvasTools } from "./CanvasTools";
import type { Card } from "../scene/cards";
import { ConnectionHint } from "../wires/ConnectionHint";
import { Enlargement } from "../explain/Enlargement";
import { guessedSize, placed, type CardSize } from "../scene/layout";
import { CellMarks } from "../explain/CellMarks";
import { LitParts } from "../explain/LitParts";
import { NetworkFrames } from "./NetworkFrames";
import { NodeCard, type CardNode } from "./NodeCard";
import { ProblemList } from "../problems/ProblemList";
import { RefusedWire } from "../wires/RefusedWire";
import { freeHeight, type Box } from "../scene/rows";
import type { Scene } from "../scene/scene";
import { ShapeWire, type WireEdge } from "../wires/ShapeWire";
import { inspect } from "../scene/state";
import { TroubleBubbles } from "../problems/TroubleBubbles";
import { useConnecting } from "../wires/useConnecting";
import { useEditorKeys } from "./useEditorKeys";
import { useKeepInView } from "./useKeepInView";
import { useScene } from "../scene/useScene";
import { WeightWires } from "../wires/WeightWires";
import { outputText } from "../scene/words";

const NODE_TYPES: NodeTypes = { card: NodeCard };
const EDGE_TYPES = { wire: ShapeWire };
/** Cards stand on the middle of their left side, so that a row stays a row when a card grows. */
const ORIGIN: [number, number] = [0, 0.5];
const GRID: [number, number] = [10, 10];
const WORDS = {
  "node.a11yDescription.default":
    "Press Enter to open this layer, the arrow keys to move it, Delete to remove it.",
  "node.a11yDescription.keyboardDisabled": "Press Enter to open this layer.",
  "edge.a11yDescription.default": "Press Enter to select this wire, then Delete to remove it.",
};

export function Canvas() {
  const scene = useScene();
  const places = usePlaces(scene);
  const [moving, setMoving] = useState<Positions>({});
  const [sizes, setSizes] = useState<Readonly<Record<string, CardSize>>>({});
  const nodes = useNodes(scene, places, moving, sizes);
  const boxes = useMemo(() => new Map(nodes.map((node) => [node.id, boxOf(node)])), [nodes]);
  const edges = useEdges(scene, boxes);
  const select = useProject((state) => state.select);
  const connecting = useConnecting(scene);
  const wired = useMemo(() => scene.drawing.wires.filter(({ id }) => scene.wired.has(id)), [scene]);
  const moveWith = useProject((state) => state.move);
  const move = useCallback(
    (moved: Positions, isOver: boolean) => {
      if (!isOver) return setMoving((before) => ({ ...before, ...moved }));
      // Where nothing had a place yet, all keep the one they are drawn at.
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
  useEditorKeys(scene);
  const { userMoved, isAtRest } = useKeepInView();
  return (
    <div className={classes["canvas"]} data-testid="network" data-rest={isAtRest}>
      <ReactFlow<CardNode, WireEdge>
        nodes={nodes}
        edges={edges}
        nodeTypes={NODE_TYPES}
        edgeTypes={EDGE_TYPES}
        nodeOrigin={ORIGIN}
        onNodesChange={onNodesChange}
        onEdgesChange={takeEdgeSelection}
        onNodeClick={(event, node) => {
          const isMany = event.shiftKey || event.ctrlKey || event.metaKey;
          if (!isMany) select({ nodes: idsOf(node.data.card), edges: [] });
          inspect(isMany ? null : node.id);
        }}
        onPaneClick={() => inspect(null)}
        onMoveStart={(event) => event && userMoved()}
        {...connecting}
        connectionMode={ConnectionMode.Strict}
        connectionLineType={ConnectionLineType.Bezier}
        connectionRadius={28}
        snapToGrid
        snapGrid={GRID}
        minZoom={0.05}
        maxZoom={3}
        selectionOnDrag={false}
        selectionMode={SelectionMode.Partial}
        deleteKeyCode={null}
        panActivationKeyCode={null}
        multiSelectionKeyCode={["Shift", "Control", "Meta"]}
        elevateNodesOnSelect
        onlyRenderVisibleElements={nodes.length > 60}
        proOptions={{ hideAttribution: true }}
        ariaLabelConfig={WORDS}
      >
        <Background variant={BackgroundVariant.Dots} gap={22} size={1.6} color="var(--tg-dots)" />
        <WeightWires wires={wired} />
        <LitParts />
        <CellMarks />
        <TroubleBubbles />
        <Panel position="bottom-left">
          <CanvasTools />
        </Panel>
        <Panel position="bottom-right">
          <ProblemList />
        </Panel>
        <CanvasMap />
        <NetworkFrames scene={scene} boxes={boxes} />
        <ConnectionHint />
      </ReactFlow>
      {nodes.length === 0 && <Empty />}
      <RefusedWire />
      <Enlargement />
    </div>
  );
}

function Empty() {
  return (
    <div className={classes["empty"]}>
      <p>
        Nothing is drawn yet. Drag an Input from the layers on the left,
        <br />
        or open a lesson.
      </p>
    </div>
  );
}

/** Where each card is drawn: its own place, else one that is worked out. */
function usePlaces(scene: Scene): Positions {
  const file = useProject((state) => state.file);
  return useMemo(() => {
    const size = (id: string): CardSize | undefined => {
      const face = scene.faces.get(id);
      return face && guessedSize(face);
    };
    return placed(scene.drawing, positionsOf(file), size, scene);
  }, [file, scene]);
}

function useNodes(
  scene: Scene,
  places: Positions,
  moving: Positions,
  sizes: Readonly<Record<string, CardSize>>,
): CardNode[] {
  const selection = useProject((state) => state.selection.nodes);
  return useMemo(() => {
    const selected = new Set(selection);
    return scene.drawing.cards.map((card): CardNode => {
      const [x, y] = moving[card.id] ?? places[card.id] ?? [0, 0];
      const face = scene.faces.get(card.id) as CardNode["data"];
      return {
        id: card.id,
        type: "card",
        position: { x, y },
        data: face,
        ariaLabel: face.name,
        selected: card.nodes.some(({ id }) => selected.has(id)),
        measured: sizes[card.id],
      };
    });
  }, [moving, places, scene, selection, sizes]);
}

/** Where a card lies; its size is guessed until the browser laid it out. */
function boxOf({ position: { x, y }, measured, data }: CardNode): Box {
  const { width, height } = { ...guessedSize(data), ...measured };
  return { left: x, right: x + width, top: y - height / 2, bottom: y + height / 2 };
}

/** The height at which a wire that leads back to the left passes between the cards; null for others. */
function wayBack(boxes: ReadonlyMap<string, Box>, source: string, target: string): number | null {
  const [from, to] = [boxes.get(source), boxes.get(target)];
  if (!from || !to || to.left > from.right) return null;
  const start = { x: from.right, y: (from.top + from.bottom) / 2 };
  const end = { x: to.left, y: (to.top + to.bottom) / 2 };
  return freeHeight([...boxes.values()], start, end);
}

function useEdges(scene: Scene, boxes: ReadonlyMap<string, Box>): WireEdge[] {
  const selection = useProject((state) => state.selection.edges);
  const report = useReport();
  return useMemo(
    () =>
      scene.drawing.wires.map(({ id, edge, source, target }): WireEdge => {
        const handle = edge.handle ?? 0;
        const shape = outputText(report?.nodes[edge.source]);
        const trouble = report?.problems.find(
          ({ edge: blamed }) =>
            blamed?.source === edge.source &&
            blamed.target === edge.target &&
            (blamed.handle ?? 0) === handle,
        );
        const [from, to] = [source, target].map((card) => scene.faces.get(card)?.titles[0] ?? card);
        return {
          id,
          type: "wire",
          source,
          target,
          sourceHandle: "out",
          targetHandle: String(handle),
          selected: selection.includes(id),
          ariaLabel: `Wire from ${from} to ${to}, shape ${shape}`,
          data: {
            shape,
            wired: scene.wired.has(id),
            trouble: trouble?.sentence ?? null,
            back: wayBack(boxes, source, target),
          },
        };
      }),
    [boxes, report, scene, selection],
  );
}

function takeSizes(
  changes: readonly NodeChange<CardNode>[],
  setSizes: (to: (old: Readonly<Record<string, CardSize>>) => Record<string, CardSize>) => void,
): void {
  const measured = changes.flatMap((change) =>
    change.type === "dimensions" && change.dimensions ? [[change.id, change.dimensions]] : [],
  );
  if (measured.length > 0) {
    setSizes((old) => ({ ...old, ...(Object.fromEntries(measured) as Record<string, CardSize>) }));
  }
}

/** A card is selected with all its nodes. */
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

function takeEdgeSelection(changes: EdgeChange<WireEdge>[]): void {
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

function idsOf(card: Card): string[] {
  return card.nodes.map(({ id }) => id);
}
