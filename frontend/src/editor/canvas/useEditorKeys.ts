/** The keyboard shortcuts of the canvas: delete, duplicate, copy, paste, select all, tidy, fit, open and close. */
import { useEffectEvent, useLayoutEffect } from "react";

import { useReactFlow } from "@xyflow/react";

import { edgeId } from "../../project/graph";
import { useProject } from "../../store/project";
import { foldChosen, unfoldChosen } from "../scene/blockVerbs";
import type { Scene } from "../scene/scene";
import { focusCard } from "../scene/focusCard";
import { inspect, useEditor } from "../scene/state";
import { copySelected, duplicateSelected, pasteCopied } from "./clipboard";
import type { CardZoom } from "./useCardZoom";
import { pointerNow } from "./usePress";
import { useViewport } from "./useViewport";
import { useTidy } from "./useTidy";

export function useEditorKeys(scene: Scene, zoom: CardZoom): void {
  const tidy = useTidy();
  const fit = useViewport();
  const { screenToFlowPosition } = useReactFlow();
  const paste = () => pasteCopied(pointerNow(), screenToFlowPosition);
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.altKey || isTyping(event.target)) return;
    const name = `${event.ctrlKey || event.metaKey ? "Control+" : ""}${event.key}`;
    if (act(name, event, scene, { tidy, paste, fit: () => void fit(), zoom }))
      event.preventDefault();
  });
  // At once with the first picture: whoever sees a button may press its key.
  useLayoutEffect(() => {
    const listen = (event: KeyboardEvent) => onKey(event);
    window.addEventListener("keydown", listen);
    return () => window.removeEventListener("keydown", listen);
  }, []);
}

interface Verbs {
  readonly tidy: () => void;
  readonly fit: () => void;
  readonly paste: () => boolean;
  readonly zoom: CardZoom;
}

/** Runs the action of a key. Returns true if the key had a meaning here. */
function act(
  name: string,
  { target, shiftKey }: KeyboardEvent,
  scene: Scene,
  { tidy, fit, paste, zoom }: Verbs,
): boolean {
  switch (name) {
    case "Delete":
    case "Backspace":
      return removeFocused(target);
    case "Control+d":
      return duplicateSelected();
    case "Control+c":
      return copySelected();
    case "Control+v":
      return paste();
    case "Control+g":
      return foldChosen();
    case "Control+G":
      return done(true, unfoldChosen);
    case "Control+a":
      return selectAll(scene);
    case "t":
      return done(!shiftKey, tidy);
    case "F":
      return done(shiftKey, fit);
    case "Enter":
      return openFocused(target, zoom);
    case "Escape":
      return closeNearest(zoom);
    default:
      return false;
  }
}

/** What Escape closes: the menu, else the inspector, else what is chosen. */
function closeNearest(zoom: CardZoom): boolean {
  const { inspected, menu } = useEditor.getState();
  if (menu) {
    useEditor.setState({ menu: null });
    return true;
  }
  // From near a card, its settings go with the way back.
  if (zoom.back()) {
    inspect(null);
    return true;
  }
  const { selection, select } = useProject.getState();
  if (inspected === null && selection.nodes.length + selection.edges.length === 0) return false;
  if (inspected === null) select({ nodes: [], edges: [] });
  else inspect(null);
  return true;
}

/** Deletes the selection, or the focused card. The focus goes to the card before it. */
function removeFocused(target: EventTarget | null): boolean {
  const { file, selection, select } = useProject.getState();
  const focused = target instanceof Element ? target.closest(".react-flow__node") : null;
  const id = focused?.getAttribute("data-id");
  if (id && selection.nodes.length === 0 && selection.edges.length === 0) select({ nodes: [id] });
  const gone = new Set(useProject.getState().selection.nodes);
  const before = file.network.edges.find((edge) => gone.has(edge.target) && !gone.has(edge.source));
  const isRemoved = removeSelected();
  if (isRemoved && focused && before) focusCard(before.source);
  return isRemoved;
}

function done(isMeant: boolean, act: () => unknown): boolean {
  if (isMeant) act();
  return isMeant;
}

/** Deletes the selection. The nodes before and after a deleted layer are connected. */
export function removeSelected(): boolean {
  const { file, selection, removeEdges, removeNodes } = useProject.getState();
  const wires = file.network.edges.filter((edge) =>
    selection.edges.includes(edgeId({ ...edge, handle: edge.handle ?? 0 })),
  );
  if (selection.nodes.length > 0) removeNodes(selection.nodes, true);
  else if (wires.length > 0)
    removeEdges(wires.map((edge) => ({ ...edge, handle: edge.handle ?? 0 })));
  else return false;
  useProject.getState().select({ nodes: [], edges: [] });
  inspect(null);
  return true;
}

function selectAll({ drawing }: Scene): boolean {
  const nodes = drawing.cards.flatMap((card) => card.nodes.map(({ id }) => id));
  useProject.getState().select({ nodes, edges: [] });
  return true;
}

function openFocused(target: EventTarget | null, zoom: CardZoom): boolean {
  const node = target instanceof Element && target.matches(".react-flow__node") ? target : null;
  const id = node?.getAttribute("data-id");
  if (!id) return false;
  inspect(id);
  zoom.toCard(id);
  return true;
}

/** Whether the focused element uses keys itself: a field, a slider, a list or a dialog. */
function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof Element &&
    target.closest(
      "input, textarea, select, [contenteditable=true], [role=dialog], [role=slider], [role=listbox]",
    ) !== null
  );
}
