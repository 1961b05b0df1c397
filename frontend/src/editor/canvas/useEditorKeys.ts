/** The keyboard shortcuts of the canvas: delete, duplicate, copy, paste, select all, tidy, fit, open and close. */
import { useEffectEvent, useLayoutEffect } from "react";

import { edgeId, fragmentOf, type Fragment } from "../../project/graph";
import { useProject } from "../../store/project";
import type { Scene } from "../scene/scene";
import { inspect, useEditor } from "../scene/state";
import { useViewport } from "./useViewport";
import { useTidy } from "./useTidy";

/** The copied nodes, and how often they were pasted. Each paste is placed a little further away. */
let copied: { readonly fragment: Fragment; pasted: number } | null = null;

export function useEditorKeys(scene: Scene): void {
  const tidy = useTidy();
  const fit = useViewport();
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.altKey || isTyping(event.target)) return;
    const name = `${event.ctrlKey || event.metaKey ? "Control+" : ""}${event.key}`;
    if (act(name, event, scene, tidy, () => void fit())) event.preventDefault();
  });
  // At once with the first picture: whoever sees a button may press its key.
  useLayoutEffect(() => {
    const listen = (event: KeyboardEvent) => onKey(event);
    window.addEventListener("keydown", listen);
    return () => window.removeEventListener("keydown", listen);
  }, []);
}

/** Runs the action of a key. Returns true if the key had a meaning here. */
function act(
  name: string,
  { target, shiftKey }: KeyboardEvent,
  scene: Scene,
  tidy: () => void,
  fit: () => void,
): boolean {
  switch (name) {
    case "Delete":
    case "Backspace":
      return removeSelected();
    case "Control+d":
      return duplicateSelected();
    case "Control+c":
      return copySelected();
    case "Control+v":
      return pasteCopied();
    case "Control+a":
      return selectAll(scene);
    case "t":
      return done(!shiftKey, tidy);
    case "F":
      return done(shiftKey, fit);
    case "Enter":
      return openFocused(target);
    case "Escape":
      return done(useEditor.getState().inspected !== null, () => inspect(null));
    default:
      return false;
  }
}

function done(isMeant: boolean, act: () => void): boolean {
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

function duplicateSelected(): boolean {
  const { selection, duplicate } = useProject.getState();
  // The key is used even if nothing is selected, because the browser would open its bookmarks.
  if (selection.nodes.length > 0) duplicate(selection.nodes);
  return true;
}

function copySelected(): boolean {
  const { file, selection } = useProject.getState();
  if (selection.nodes.length === 0 || window.getSelection()?.toString()) return false;
  copied = { fragment: fragmentOf(file, selection.nodes), pasted: 0 };
  return true;
}

function pasteCopied(): boolean {
  if (!copied) return false;
  copied.pasted += 1;
  useProject.getState().paste(copied.fragment, [40 * copied.pasted, 40 * copied.pasted]);
  return true;
}

function selectAll({ drawing }: Scene): boolean {
  const nodes = drawing.cards.flatMap((card) => card.nodes.map(({ id }) => id));
  useProject.getState().select({ nodes, edges: [] });
  return true;
}

function openFocused(target: EventTarget | null): boolean {
  const node = target instanceof Element && target.matches(".react-flow__node") ? target : null;
  const id = node?.getAttribute("data-id");
  if (!id) return false;
  inspect(id);
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
