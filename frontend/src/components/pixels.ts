/** Puts pixels onto a canvas whose own resolution is the data's: one canvas pixel a number. */

/** Fills the pixels (RGBA in memory order, row after row). */
export type FillPixels = (pixels: Uint32Array) => void;

/** Redraws all of `canvas` at `width` × `height` pixels of data. */
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

/** Which cell of a `columns` × `rows` grid a point of its box lies in: row × columns + column. */
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

/** Where the pointer is within the element it is over, in CSS pixels. */
export function pointIn(event: {
  readonly clientX: number;
  readonly clientY: number;
  readonly currentTarget: Element;
}): { x: number; y: number; width: number; height: number } {
  const box = event.currentTarget.getBoundingClientRect();
  return {
    x: event.clientX - box.left,
    y: event.clientY - box.top,
    width: box.width,
    height: box.height,
  };
}
