/**
 * Wraps the palette and the canvas, so that layers can be dragged from one to the other with mouse, touch or keyboard.
 */
import {
  DndContext,
  DragOverlay,
  KeyboardSensor,
  MouseSensor,
  TouchSensor,
  useSensor,
  useSensors,
  type Announcements,
  type DragEndEvent,
  type DragMoveEvent,
  type DragStartEvent,
  type KeyboardCoordinateGetter,
} from "@dnd-kit/core";
import { ReactFlowProvider, useStoreApi } from "@xyflow/react";
import { useMemo, useRef, useState, type ReactNode } from "react";

import type { CatalogueEntry } from "../../api/types";
import { groupColour } from "../../components/colours";
import { entry as entryNow } from "../../store/catalogue";
import { addLayer } from "../scene/addLayer";
import { addBlock, draggedBlock } from "../scene/blockVerbs";
import classes from "./Palette.module.css";
import { allPlaces, boxOfNode, placeAt, placeName, swapping, type BoxOf } from "../scene/places";
import type { Box } from "../scene/rows";
import type { Scene } from "../scene/scene";
import { useEditor, type DropPlace } from "../scene/state";
import { SceneContext, useMadeScene } from "../scene/useScene";

export function DragLayers({ children }: { children: ReactNode }) {
  return (
    <ReactFlowProvider>
      <Dragging>{children}</Dragging>
    </ReactFlowProvider>
  );
}

const INSTRUCTIONS = {
  draggable:
    "Press Enter to add this layer after the selected one. To choose a place, press Space, move along the network with the arrow keys, press Space to drop or Escape to cancel.",
};

interface Point {
  readonly x: number;
  readonly y: number;
}

function Dragging({ children }: { children: ReactNode }) {
  const scene = useMadeScene();
  const store = useStoreApi();
  const [dragged, setDragged] = useState<Dragged | null>(null);
  const pane = useRef<HTMLElement | null>(null);

  const boxOf: BoxOf = (card) => boxOfNode(store.getState().nodeLookup.get(card));
  const toCanvas = (point: Point): Point | null => canvasPoint(store.getState(), point);
  const placeUnder = (event: DragMoveEvent): DropPlace | null => {
    const point = pointerOf(event);
    const at = point && toCanvas(point);
    if (!at) return null;
    return swapping(placeAt(scene, boxOf, at.x, at.y), scene, String(event.active.id), sortOf);
  };
  const sensors = useLayerSensors(scene, store, boxOf);
  const start = ({ active }: DragStartEvent) => {
    pane.current = store.getState().domNode;
    setDragged(shownAs(active.id));
    useEditor.setState({ part: null, weight: null });
  };
  const end = (event: DragEndEvent) => {
    const place = placeUnder(event);
    stop();
    if (!place) return;
    const block = draggedBlock(String(event.active.id));
    if (block) addBlock(block, place);
    else addLayer(String(event.active.id), place, boxesNow(store.getState()));
  };
  const stop = () => {
    setDragged(null);
    useEditor.setState({ drop: null });
  };
  return (
    <SceneContext value={scene}>
      <DndContext
        sensors={sensors}
        autoScroll={false}
        onDragStart={start}
        onDragMove={(event) => useEditor.setState({ drop: placeUnder(event) })}
        onDragEnd={end}
        onDragCancel={stop}
        accessibility={{
          screenReaderInstructions: INSTRUCTIONS,
          announcements: announcementsIn(scene),
        }}
      >
        {children}
        <DragOverlay dropAnimation={null} zIndex={400}>
          {dragged && <Ghost entry={dragged} scene={scene} />}
        </DragOverlay>
      </DndContext>
    </SceneContext>
  );
}

/** What is said of a layer or a block while it is dragged. */
type Dragged = Pick<CatalogueEntry, "title" | "group">;

function shownAs(id: string | number): Dragged | null {
  const block = draggedBlock(String(id));
  return block ? { title: block.name, group: "merge" } : (entryNow("layers", String(id)) ?? null);
}

const sortOf = (type: string) => entryNow("layers", type)?.sort;

/** The dragged layer, with the layer whose place it would take. */
function Ghost({ entry: { title, group }, scene }: GhostProps) {
  const drop = useEditor((state) => state.drop);
  const isSwap = drop?.kind === "card" && drop.swaps !== undefined;
  return (
    <div
      className={classes["ghost"]}
      style={{ "--accent": groupColour(group) } as React.CSSProperties}
    >
      {title}
      {isSwap && <small>{placeName(drop, scene)}</small>}
    </div>
  );
}

interface GhostProps {
  readonly entry: Dragged;
  readonly scene: Scene;
}

/** The drag sensors for mouse, touch and keyboard. */
function useLayerSensors(scene: Scene, store: FlowStore, boxOf: BoxOf) {
  const walk = useMemo<KeyboardCoordinateGetter>(
    () =>
      walker(
        () => allPlaces(scene, boxOf),
        () => store.getState(),
      ),
    // `boxOf` reads the store when it is called.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [scene, store],
  );
  return useSensors(
    useSensor(MouseSensor, { activationConstraint: { distance: 4 } }),
    useSensor(TouchSensor, { activationConstraint: { delay: 140, tolerance: 8 } }),
    useSensor(KeyboardSensor, {
      coordinateGetter: walk,
      keyboardCodes: { start: ["Space"], cancel: ["Escape"], end: ["Space", "Enter"] },
      scrollBehavior: "auto",
    }),
  );
}

/** The announcements for screen readers while a layer is dragged. */
function announcementsIn(scene: Scene): Announcements {
  const title = (id: string | number) => shownAs(id)?.title ?? String(id);
  const place = () => {
    const { drop } = useEditor.getState();
    return drop ? placeName(drop, scene) : "beside the canvas";
  };
  return {
    onDragStart: ({ active }) => `Picked up ${title(active.id)}.`,
    onDragMove: ({ active }) => `${title(active.id)} is ${place()}.`,
    onDragOver: () => undefined,
    onDragEnd: ({ active }) => `${title(active.id)} was dropped.`,
    onDragCancel: ({ active }) => `Adding ${title(active.id)} was cancelled.`,
  };
}

type FlowStore = ReturnType<typeof useStoreApi>;
type FlowState = ReturnType<FlowStore["getState"]>;

/** The boxes of the cards as they are drawn. */
function boxesNow({ nodeLookup }: FlowState): Box[] {
  return [...nodeLookup.values()].flatMap((node) => {
    const box = boxOfNode(node);
    return box
      ? [{ left: box.x, right: box.x + box.width, top: box.y, bottom: box.y + box.height }]
      : [];
  });
}

/** Converts a point of the screen to canvas pixels; null if it is outside the canvas. */
function canvasPoint({ domNode, transform }: FlowState, { x, y }: Point): Point | null {
  const box = domNode?.getBoundingClientRect();
  if (!box || x < box.left || x > box.right || y < box.top || y > box.bottom) return null;
  const [left, top, zoom] = transform;
  return { x: (x - box.left - left) / zoom, y: (y - box.top - top) / zoom };
}

/** The position of the pointer. During a keyboard drag, the middle of the dragged layer. */
function pointerOf({ activatorEvent, delta, active }: DragMoveEvent): Point | null {
  const start = startOf(activatorEvent);
  if (start) return { x: start.x + delta.x, y: start.y + delta.y };
  const box = active.rect.current.translated;
  return box && { x: box.left + box.width / 2, y: box.top + box.height / 2 };
}

function startOf(event: Event): Point | null {
  if (event instanceof MouseEvent) return { x: event.clientX, y: event.clientY };
  const touch = "touches" in event ? (event as TouchEvent).touches[0] : undefined;
  return touch ? { x: touch.clientX, y: touch.clientY } : null;
}

/** Arrow keys go through the places for a layer: right and down to the next, left and up to the one before. */
function walker(
  places: () => { x: number; y: number }[],
  flow: () => FlowState,
): KeyboardCoordinateGetter {
  return (event, { currentCoordinates, context }) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.code];
    const box = flow().domNode?.getBoundingClientRect();
    const size = context.collisionRect;
    if (!step || !box || !size) return undefined;
    event.preventDefault();
    const [left, top, zoom] = flow().transform;
    const screen = places().map(({ x, y }) => ({
      x: box.left + left + x * zoom - size.width / 2,
      y: box.top + top + y * zoom - size.height / 2,
    }));
    const at = screen.findIndex(
      ({ x, y }) => Math.hypot(x - currentCoordinates.x, y - currentCoordinates.y) < 2,
    );
    const next = at < 0 ? (step > 0 ? 0 : screen.length - 1) : at + step;
    return screen[Math.min(screen.length - 1, Math.max(0, next))];
  };
}
