/** Strokes of a pressed pointer, from where it is pressed to where it is released. */
import { useRef, type PointerEvent } from "react";

/** The event handlers for the element that a person draws on. */
export interface StrokeHandlers<Target extends Element> {
  readonly onPointerDown: (event: PointerEvent<Target>) => void;
  readonly onPointerMove: (event: PointerEvent<Target>) => void;
  readonly onPointerUp: () => void;
  readonly onPointerCancel: () => void;
}

/**
 * `touch` is called with each pointer event of a stroke and the place before it (null at the start). It returns the new
 * place.
 */
export function useStroke<Target extends Element, Place>(
  touch: (event: PointerEvent<Target>, before: Place | null) => Place,
): StrokeHandlers<Target> {
  const last = useRef<Place | null>(null);
  const go = (event: PointerEvent<Target>) => {
    last.current = touch(event, last.current);
  };
  const lift = () => {
    last.current = null;
  };
  return {
    onPointerDown: (event) => {
      event.currentTarget.setPointerCapture(event.pointerId);
      lift();
      go(event);
    },
    onPointerMove: (event) => {
      if (last.current !== null) go(event);
    },
    onPointerUp: lift,
    onPointerCancel: lift,
  };
}
