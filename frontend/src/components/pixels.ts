/** Draws pixels onto a canvas with one canvas pixel for each number. */
import { textScale } from "./textScale";

/** Fills the pixels (RGBA in memory order, row after row). */
export type FillPixels = (pixels: Uint32Array) => void;

/** Sets the size of `canvas` to `width` × `height` pixels and draws all of them. */
export function putPixels(
  canvas: HTMLCanvasElement,
  width: number,
  height: number,
  fill: FillPixels,
): void {
  const context = canvas.getContext("2d");
  if (!context || width < 1 || height < 1) return;
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  const image = context.createImageData(width, height);
  fill(new Uint32Array(image.data.buffer));
  context.putImageData(image, 0, 0);
}

/** The cell of a `columns` × `rows` grid at a point of its box, as row × columns + column; null outside the grid. */
export function cellAt(
  x: number,
  y: number,
  box: { readonly width: number; readonly height: number },
  columns: number,
  rows: number,
): number | null {
  const column = Math.floor((x / box.width) * columns);
  const row = Math.floor((y / box.height) * rows);
  const isInside = column >= 0 && row >= 0 && column < columns && row < rows;
  return isInside ? row * columns + column : null;
}

/**
 * The position of the pointer in the element that handles the event, and the element's size, in the unit of `Draw`: the
 * CSS pixel at the usual size of text.
 */
export function pointIn(event: {
  readonly clientX: number;
  readonly clientY: number;
  readonly currentTarget: Element;
}): { x: number; y: number; width: number; height: number } {
  const box = event.currentTarget.getBoundingClientRect();
  const scale = textScale();
  return {
    x: (event.clientX - box.left) / scale,
    y: (event.clientY - box.top) / scale,
    width: box.width / scale,
    height: box.height / scale,
  };
}
