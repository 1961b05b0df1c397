/** What part of the canvas is in view, and how the view is moved. The canvas provides both. */
import type { Box } from "./rows";

export interface Camera {
  /** The part of the canvas in view, in canvas pixels. */
  readonly area: () => Box;
  /** Moves the view just so far that a box is in it. */
  readonly reveal: (box: Box) => void;
  /** Shows the whole network. */
  readonly fit: () => void;
}

/** Before the canvas is drawn. */
const NONE: Camera = {
  area: () => ({ left: 0, top: -200, right: 800, bottom: 200 }),
  reveal: () => undefined,
  fit: () => undefined,
};

let camera = NONE;

/** Sets the camera, until the returned function is called. */
export function setCamera(now: Camera): () => void {
  camera = now;
  return () => {
    if (camera === now) camera = NONE;
  };
}

export function visibleArea(): Box {
  return camera.area();
}

export function reveal(box: Box): void {
  camera.reveal(box);
}

/** After this many frames the browser has laid out cards that came. */
const LAYOUT_FRAMES = 3;

/** Shows the whole network, as soon as cards that came are laid out. */
export function fitSoon(frames = LAYOUT_FRAMES): void {
  if (frames === 0) camera.fit();
  else requestAnimationFrame(() => fitSoon(frames - 1));
}
