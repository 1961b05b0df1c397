/** A picture of one pixel a number, stretched to its box by the browser. The base of heat maps and decision maps. */
import { useCallback, useEffect, useState, type CSSProperties, type PointerEvent } from "react";

import { cancelDrawing, drawNextFrame } from "./frame";
import { cellAt, pointIn, putPixels, type FillPixels } from "./pixels";

export interface PixelPictureProps {
  /** How many numbers lie side by side, and how many rows of them there are. */
  readonly width: number;
  readonly height: number;
  /** Colours the pixels; another function than before draws anew (wrap it in `useCallback`). */
  readonly fill: FillPixels;
  /** What a screen reader says it is. */
  readonly label: string;
  /** Blend between the numbers (a sample of a plane) or show each as a square (a weight). */
  readonly smooth?: boolean;
  /** The index of the number under the pointer, row after row; null when it left. */
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
