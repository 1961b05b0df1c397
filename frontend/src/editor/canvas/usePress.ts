/** Clicks and presses on the canvas that React Flow has no event for: tapped handles, long presses, where the pointer is. */
import type { useStoreApi } from "@xyflow/react";
import {
  useMemo,
  type FocusEvent,
  type MouseEvent,
  type PointerEvent,
  type TouchEvent,
} from "react";

import type { Scene } from "../scene/scene";
import { useEditor, type MenuPlace } from "../scene/state";
import { tapHandle } from "../wires/wiring";

/** A finger that rests so long opens the menu. */
const LONG_MS = 500;
/** A finger that goes farther than this is not resting, in pixels of the screen. */
const STILL = 10;

interface Point {
  readonly x: number;
  readonly y: number;
}

let pointer: Point | null = null;

/** The press that goes on, or the last one. */
const press: {
  began: Point;
  /** Whether the finger rested so long that the menu opened. */
  wasLong: boolean;
  resting: ReturnType<typeof setTimeout> | undefined;
} = { began: { x: 0, y: 0 }, wasLong: false, resting: undefined };

/** Where on the screen the pointer is over the canvas; null if it is elsewhere. */
export function pointerNow(): Point | null {
  return pointer;
}

export function usePress(scene: Scene, store: Pick<ReturnType<typeof useStoreApi>, "setState">) {
  return useMemo(() => {
    const rest = () => clearTimeout(press.resting);
    return {
      onPointerMove: ({ clientX: x, clientY: y }: PointerEvent) => {
        pointer = { x, y };
        if (Math.hypot(x - press.began.x, y - press.began.y) > STILL) rest();
      },
      onPointerLeave: () => {
        pointer = null;
        rest();
      },
      onPointerUp: rest,
      onPointerCancel: rest,
      onPointerDownCapture: (event: PointerEvent) => {
        const { pointerType, clientX: x, clientY: y, target } = event;
        // React Flow learns from the keyboard whether cards are added to the choice, a moment late for a quick hand.
        const isMany = event.shiftKey || event.ctrlKey || event.metaKey;
        store.setState({ multiSelectionActive: isMany });
        rest();
        press.wasLong = false;
        press.began = { x, y };
        if (pointerType !== "touch") return;
        press.resting = setTimeout(() => {
          press.wasLong = true;
          openMenu(target, x, y);
        }, LONG_MS);
      },
      // The browser would tell a click where the finger leaves, and close the menu that has just opened.
      onTouchEndCapture: (event: TouchEvent) => press.wasLong && event.preventDefault(),
      onClickCapture: (event: MouseEvent) => {
        if (press.wasLong || click(scene, event)) event.stopPropagation();
        press.wasLong = false;
      },
      onFocusCapture: ({ target }: FocusEvent) => {
        const id = cardOf(target)?.dataset["id"];
        if (id !== undefined) useEditor.setState({ tabStop: id });
      },
    };
  }, [scene, store]);
}

/** A click on a handle begins a wire; the next one, on a handle or a card, ends it. Returns whether it was used. */
function click(scene: Scene, { target, clientX: x, clientY: y }: MouseEvent): boolean {
  const { wiring } = useEditor.getState();
  const handle = closest(target, ".react-flow__handle");
  const input = handle?.classList.contains("target")
    ? Number(handle.dataset["handleid"] ?? 0)
    : null;
  const id = cardOf(target)?.dataset["id"];
  if (id === undefined || (!handle && (!wiring || wiring.card === id))) return false;
  tapHandle(scene, id, input, { x, y });
  return true;
}

/** Opens the menu of what is under a point of the canvas. */
export function openMenu(target: EventTarget | null, x: number, y: number): void {
  useEditor.setState({ menu: { x, y, about: aboutOf(target) }, wiring: null });
}

function aboutOf(target: EventTarget | null): MenuPlace["about"] {
  const card = cardOf(target)?.dataset["id"];
  if (card !== undefined) return { kind: "card", id: card };
  const wire = closest(target, ".react-flow__edge")?.dataset["id"];
  return wire === undefined ? { kind: "canvas" } : { kind: "wire", id: wire };
}

function cardOf(target: EventTarget | null): HTMLElement | null {
  return closest(target, ".react-flow__node");
}

function closest(target: EventTarget | null, selector: string): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>(selector) : null;
}
