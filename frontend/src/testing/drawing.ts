/** Canvases and boxes with a size, which jsdom leaves out: what is drawn and pointed at can then be asserted. */
import { fireEvent } from "@testing-library/react";
import { vi } from "vitest";

import { callsOn } from "./canvas";

/** Every element that is observed has this size from now on. */
export function giveSize(width: number, height: number): void {
  class SizedObserver {
    constructor(private readonly tell: (entries: readonly object[]) => void) {}
    observe(): void {
      this.tell([{ contentRect: { width, height } }]);
    }
    unobserve(): void {}
    disconnect(): void {}
  }
  vi.stubGlobal("ResizeObserver", SizedObserver);
}

/** The arguments of each call of this name on the canvas, oldest first. */
export function drawn(canvas: HTMLElement, name: string): unknown[][] {
  return callsOn(canvas as HTMLCanvasElement)
    .filter(([called]) => called === name)
    .map(([, ...args]) => args);
}

/** The values that a property of the context was given: `assigned(canvas, "fillStyle")`. */
export function assigned(canvas: HTMLElement, name: string): unknown[] {
  return drawn(canvas, `${name} =`).map(([value]) => value);
}

type Gesture = "pointerDown" | "pointerMove" | "pointerUp" | "pointerLeave";

/** A pointer at a share of an element's width and height, from its left upper corner. */
export function pointAt(element: HTMLElement, gesture: Gesture, across: number, down: number) {
  const [width, height] = [100, 100];
  element.getBoundingClientRect = () => new DOMRect(0, 0, width, height);
  fireEvent[gesture](element, { clientX: across * width, clientY: down * height, pointerId: 1 });
}
