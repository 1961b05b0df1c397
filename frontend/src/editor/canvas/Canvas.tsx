/** The canvas of the network: cards with live pictures, and wires with shapes. A person can edit both by hand. */
import "@xyflow/react/dist/base.css";

import {
  Background,
  BackgroundVariant,
  ConnectionLineType,
  ConnectionMode,
  Panel,
  ReactFlow,
  SelectionMode,
  useStoreApi,
  type NodeTypes,
} from "@xyflow/react";
import { Suspense, useCallback, useMemo, type ComponentProps, type MouseEvent } from "react";

import { useProject } from "../../store/project";
import { CellMarks } from "../explain/CellMarks";
import { LitParts } from "../explain/LitParts";
import { Spotlight } from "../explain/Spotlight";
import { ProblemList } from "../problems/ProblemList";
import { TroubleBubbles } from "../problems/TroubleBubbles";
import { inspect, useEditor } from "../scene/state";
import { useLetterStyles } from "../scene/useDetail";
import { useScene } from "../scene/useScene";
import { ConnectionHint } from "../wires/ConnectionHint";
import { RefusedWire } from "../wires/RefusedWire";
import { ShapeWire, type WireEdge } from "../wires/ShapeWire";
import { useConnecting } from "../wires/useConnecting";
import { WeightWires } from "../wires/WeightWires";
import { WireInHand } from "../wires/WireInHand";
import { BlockFrames } from "./BlockFrames";
import classes from "./Canvas.module.css";
import { CanvasMap } from "./CanvasMap";
import { CanvasTools } from "./CanvasTools";
import { Guides } from "./Guides";
import { ContextMenu, Enlargement } from "./later";
import { idsOf, takeEdgeSelection, useNodeChanges } from "./flowChanges";
import { boxOf, useEdges, useNodes, usePlaces } from "./flowNodes";
import { NetworkFrames, type NetworkFramesProps } from "./NetworkFrames";
import { NodeCard, type CardNode } from "./NodeCard";
import { Said } from "./Said";
import { onCardKey } from "./useCardKeys";
import { useCardZoom } from "./useCardZoom";
import { useEditorKeys } from "./useEditorKeys";
import { useKeepInView } from "./useKeepInView";
import { openMenu, usePress } from "./usePress";
import { useSaidEdits } from "./useSaidEdits";
import { useStill } from "./useStill";

const NODE_TYPES: NodeTypes = { card: NodeCard };
const EDGE_TYPES = { wire: ShapeWire };
/** The origin of a card is the middle of its left side, so that a row stays straight when a card grows. */
const ORIGIN: [number, number] = [0, 0.5];
const GRID: [number, number] = [10, 10];
const WORDS = {
  "node.a11yDescription.default":
    "Press Enter to open this layer and see it from near, Escape to go back, W to draw a wire from it, Space to choose it too, M to mend its problem, the arrow keys to go to the next one, Shift and the arrow keys to move it, Delete to remove it.",
  "node.a11yDescription.keyboardDisabled":
    "Press Enter to open this layer and see it from near, Escape to go back.",
  "edge.a11yDescription.default": "Press Enter to select this wire, then Delete to remove it.",
};

export function Canvas() {
  const scene = useScene();
  const places = usePlaces(scene);
  const { moving, sizes, onNodesChange } = useNodeChanges(scene, places, useZoomNow());
  const nodes = useNodes(scene, places, moving, sizes);
  const boxes = useMemo(() => new Map(nodes.map((node) => [node.id, boxOf(node)])), [nodes]);
  useStill(scene, places, boxes);
  const edges = useEdges(scene, boxes);
  const connecting = useConnecting(scene);
  const press = usePress(scene, useStoreApi());
  useLetterStyles();
  useSaidEdits();
  const { userMoved, isAtRest } = useKeepInView();
  const zoom = useCardZoom(userMoved);
  useEditorKeys(scene, zoom);
  return (
    <div
      className={classes["canvas"]}
      data-testid="network"
      data-rest={isAtRest}
      onKeyDownCapture={(event) => onCardKey(event, scene, boxes)}
      {...press}
    >
      <ReactFlow<CardNode, WireEdge>
        nodes={nodes}
        edges={edges}
        nodeTypes={NODE_TYPES}
        edgeTypes={EDGE_TYPES}
        nodeOrigin={ORIGIN}
        onNodesChange={onNodesChange}
        onEdgesChange={takeEdgeSelection}
        onNodeClick={openCard}
        onNodeDoubleClick={(_, { id }) => zoom.toCard(id)}
        zoomOnDoubleClick={false}
        onPaneClick={clickPane}
        onNodeContextMenu={(event) => showMenu(event)}
        onEdgeContextMenu={(event) => showMenu(event)}
        onPaneContextMenu={showMenu}
        connectOnClick={false}
        panOnScroll
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
        <Layers scene={scene} boxes={boxes} />
      </ReactFlow>
      {nodes.length === 0 && <Empty />}
      <RefusedWire />
      <Said />
      <OnDemand boxes={boxes} />
    </div>
  );
}

/** What is not seen before a person asks for it. */
function OnDemand({ boxes }: ComponentProps<typeof ContextMenu>) {
  return (
    <Suspense fallback={null}>
      <ContextMenu boxes={boxes} />
      <Enlargement />
    </Suspense>
  );
}

/** Reads the zoom when it is called. */
function useZoomNow(): () => number {
  const store = useStoreApi();
  return useCallback(() => store.getState().transform[2], [store]);
}

/** Everything below, between and above the cards. */
function Layers({ scene, boxes }: NetworkFramesProps) {
  const wired = useMemo(() => scene.drawing.wires.filter(({ id }) => scene.wired.has(id)), [scene]);
  return (
    <>
      <Background variant={BackgroundVariant.Dots} gap={22} size={1.6} color="var(--tg-dots)" />
      <WeightWires wires={wired} />
      <LitParts />
      <Spotlight />
      <CellMarks />
      <Guides />
      <TroubleBubbles />
      <Panel position="bottom-left">
        <CanvasTools />
      </Panel>
      <Panel position="bottom-right">
        <ProblemList />
      </Panel>
      <CanvasMap />
      <NetworkFrames scene={scene} boxes={boxes} />
      <BlockFrames scene={scene} boxes={boxes} />
      <ConnectionHint />
      <WireInHand />
    </>
  );
}

/**
 * A click selects all nodes of a card and opens it. With Shift, Ctrl or Meta, React Flow adds the card to the
 * selection, and the inspector closes.
 */
function openCard(event: MouseEvent, { id, data }: CardNode): void {
  const isMany = event.shiftKey || event.ctrlKey || event.metaKey;
  if (!isMany) useProject.getState().select({ nodes: idsOf(data.card), edges: [] });
  inspect(isMany ? null : id);
}

/** A click beside the cards closes what is open. A wire that is in hand is offered the layers that it can lead to. */
function clickPane({ clientX: x, clientY: y }: MouseEvent): void {
  const { wiring } = useEditor.getState();
  if (!wiring) return inspect(null);
  const from = { card: wiring.card, input: wiring.input };
  useEditor.setState({ wiring: null, menu: { x, y, about: { kind: "offer", from } } });
}

function showMenu(event: MouseEvent | globalThis.MouseEvent): void {
  event.preventDefault();
  openMenu(event.target, event.clientX, event.clientY);
}

function Empty() {
  return (
    <div className={classes["empty"]}>
      <p>
        Nothing is drawn yet. Click an Input among the layers on the left: each layer that you click
        <br />
        is added and wired after the chosen card. Or drag layers here, or open a lesson.
      </p>
    </div>
  );
}
