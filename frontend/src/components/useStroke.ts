/** Drawing with the pointer held down: from where it went down to where it is lifted. */
import { useRef, type PointerEvent } from "react";

/** What a component gives to the element that is drawn on. */
export interface StrokeHandlers<Target extends Element> {
  readonly onPointerDown: (event: PointerEvent<Target>) => void;
  readonly onPointerMove: (event: PointerEvent<Target>) => void;
  readonly onPointerUp: () => void;
  readonly onPointerCancel: () => void;
}

/** `touch` gives the place that was touched, and gets the one before it in the same stroke; null at its beginning. */
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
