/** Gives elements a size, which happy-dom does not compute, so that tests can check drawings and pointer positions. */
import { fireEvent } from "@testing-library/react";
import { vi } from "vitest";

import { callsOn } from "./canvas";

/** Gives every observed element this size from now on. */
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

/** The arguments of each call of the method `name` on the canvas, oldest first. */
export function drawn(canvas: HTMLElement, name: string): unknown[][] {
  return callsOn(canvas as HTMLCanvasElement)
    .filter(([called]) => called === name)
    .map(([, ...args]) => args);
}

/** The values that were assigned to a property of the context: `assigned(canvas, "fillStyle")`. */
export function assigned(canvas: HTMLElement, name: string): unknown[] {
  return drawn(canvas, `${name} =`).map(([value]) => value);
}

type Gesture = "pointerDown" | "pointerMove" | "pointerUp" | "pointerLeave";

/** Sends a pointer event at a position in an element, as a share (0 to 1) of its width and height. */
export function pointAt(element: HTMLElement, gesture: Gesture, across: number, down: number) {
  const [width, height] = [100, 100];
  element.getBoundingClientRect = () => new DOMRect(0, 0, width, height);
  fireEvent[gesture](element, { clientX: across * width, clientY: down * height, pointerId: 1 });
}
