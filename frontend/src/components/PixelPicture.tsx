/**
 * A picture with one pixel for each number. The browser stretches it to its box. Heat maps and decision maps use it.
 */
import { useCallback, useEffect, useState, type CSSProperties, type PointerEvent } from "react";

import { cancelDrawing, drawNextFrame } from "./frame";
import { cellAt, pointIn, putPixels, type FillPixels } from "./pixels";

export interface PixelPictureProps {
  /** The number of columns and of rows. */
  readonly width: number;
  readonly height: number;
  /** Colours the pixels. A new function causes a new drawing, so wrap it in `useCallback`. */
  readonly fill: FillPixels;
  /** The name of the picture for screen readers. */
  readonly label: string;
  /** True blends between the numbers (samples of a plane); false shows each number as a square (weights). */
  readonly smooth?: boolean;
  /** Receives the index of the number under the pointer, counted row by row; null when the pointer has left. */
  readonly onHover?: (index: number | null) => void;
  readonly className?: string;
  readonly style?: CSSProperties;
}

export function PixelPicture(props: PixelPictureProps) {
  const { width, height, fill, label, smooth = false, onHover, className, style } = props;
  const [canvas, setCanvas] = useState<HTMLCanvasElement | null>(null);
  useEffect(() => {
    if (canvas) drawNextFrame(canvas, () => putPixels(canvas, width, height, fill));
  }, [canvas, fill, height, width]);
  useEffect(() => (canvas ? () => cancelDrawing(canvas) : undefined), [canvas]);
  const follow = useCallback(
    (event: PointerEvent<HTMLCanvasElement>) => {
      const { x, y, ...box } = pointIn(event);
      onHover?.(cellAt(x, y, box, width, height));
    },
    [height, onHover, width],
  );
  return (
    <canvas
      ref={setCanvas}
      role="img"
      aria-label={label}
      className={className}
      style={{
        display: "block",
        width: "100%",
        aspectRatio: `${width} / ${height}`,
        imageRendering: smooth ? "auto" : "pixelated",
        ...style,
      }}
      onPointerMove={onHover && follow}
      onPointerLeave={onHover && (() => onHover(null))}
    />
  );
}
