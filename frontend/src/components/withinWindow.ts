/** Places a box that opens at a point so that all of it is on the screen, also on a small one or in large letters. */
import { textScale } from "./textScale";

/** The least distance from the edges of the window, in pixels. */
const EDGE = 8;

/** The place of a box of this size at the usual text size, in pixels. A box that is larger begins at the edge. */
export function withinWindow(
  { x, y }: { readonly x: number; readonly y: number },
  size: { readonly width: number; readonly height: number },
): { left: number; top: number } {
  const scale = textScale();
  return {
    left: Math.max(EDGE, Math.min(x, window.innerWidth - size.width * scale - EDGE)),
    top: Math.max(EDGE, Math.min(y, window.innerHeight - size.height * scale - EDGE)),
  };
}
