/** A canvas with the full resolution of the screen, drawn at most once a frame. */
import { useEffect, useState } from "react";

import { cancelDrawing, drawNextFrame } from "./frame";
import { textScale, useTextScale } from "./textScale";
import { useElementSize, type Size } from "./useElementSize";
import { usePixelRatio } from "./usePixelRatio";

/**
 * Draws onto an empty context. Its unit is the CSS pixel at the usual size of text, so that letters, points and lines
 * grow with the text of the page.
 */
export type Draw = (context: CanvasRenderingContext2D, size: Size) => void;

/** The props of the canvas, and its size. */
export interface Drawing {
  /** The ref of the `<canvas>`. CSS sets its size. */
  readonly ref: (canvas: HTMLCanvasElement | null) => void;
  readonly size: Size;
}

/** Draws again when `draw`, the size or the resolution changes. Wrap `draw` in `useCallback`. */
export function useDrawing(draw: Draw): Drawing {
  const [canvas, setCanvas] = useState<HTMLCanvasElement | null>(null);
  const size = useElementSize(canvas);
  const ratio = usePixelRatio();
  const scale = useTextScale();
  useEffect(() => {
    if (canvas && size.width > 0 && size.height > 0) {
      drawNextFrame(canvas, () => drawSharp(canvas, size, ratio, draw));
    }
    // The scale is read when it is drawn; here it is a reason to draw again.
  }, [canvas, draw, ratio, scale, size]);
  useEffect(() => (canvas ? () => cancelDrawing(canvas) : undefined), [canvas]);
  return { ref: setCanvas, size };
}

function drawSharp(canvas: HTMLCanvasElement, size: Size, ratio: number, draw: Draw): void {
  const context = canvas.getContext("2d");
  if (!context) return;
  const width = Math.max(1, Math.round(size.width * ratio));
  const height = Math.max(1, Math.round(size.height * ratio));
  // Setting the size clears the canvas and is slow, so it is set only when it has changed.
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  const scale = textScale();
  const unit = { width: size.width / scale, height: size.height / scale };
  context.setTransform(width / unit.width, 0, 0, height / unit.height, 0, 0);
  context.clearRect(0, 0, unit.width, unit.height);
  draw(context, unit);
}
