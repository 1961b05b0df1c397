/** Many small images of one size, drawn on one canvas: feature maps, filters, samples. */
import { useCallback, useMemo, type PointerEvent } from "react";

import type { PixelValues, Shade } from "./colourScale";
import { drawImages } from "./drawImages";
import { pointIn } from "./pixels";
import { useTextScale } from "./textScale";
import { bestColumns, gridHeight, tileAt, tileRects, type TileGrid } from "./tiles";
import { useColourMode } from "./useColourMode";
import { useDrawing, type Draw } from "./useDrawing";

/** One number of one image, by its position. */
export interface ImageCell {
  readonly image: number;
  readonly row: number;
  readonly column: number;
}

export interface ImageStackProps {
  /** The images one after the other; each has `height` rows of `width` numbers. */
  readonly values: PixelValues;
  readonly count: number;
  readonly width: number;
  readonly height: number;
  /**
   * How numbers become colours: one shade for all images, or one for each. Pass the same object until the shade
   * changes.
   */
  readonly shade: Shade | readonly Shade[];
  readonly label: string;
  /** The number of images in a row; if left out, the grid is nearly square. */
  readonly columns?: number;
  /** The gap between two images in CSS pixels. */
  readonly gap?: number;
  readonly onHover?: (cell: ImageCell | null) => void;
  readonly onPick?: (image: number) => void;
}

export function ImageStack(props: ImageStackProps) {
  const { values, count, width, height, shade, label, gap = 3, onHover, onPick } = props;
  const mode = useColourMode();
  const columns = props.columns ?? bestColumns(count);
  const grid = useMemo<TileGrid>(
    () => ({ count, columns, gap, width, height }),
    [columns, count, gap, height, width],
  );
  const draw = useCallback<Draw>(
    (context, size) => {
      drawImages(context, grid, tileRects(grid, size.width), values, shade, mode);
    },
    [grid, mode, shade, values],
  );
  const { ref, size } = useDrawing(draw);
  const scale = useTextScale();
  const under = (event: PointerEvent<HTMLCanvasElement>) => {
    const point = pointIn(event);
    return tileAt(grid, point.width, point.x, point.y);
  };
  return (
    <canvas
      ref={ref}
      role="img"
      aria-label={label}
      style={{
        display: "block",
        width: "100%",
        height: gridHeight(grid, size.width / scale) * scale,
        cursor: onPick ? "pointer" : undefined,
      }}
      onPointerMove={onHover && ((event) => onHover(under(event)))}
      onPointerLeave={onHover && (() => onHover(null))}
      onPointerDown={
        onPick &&
        ((event) => {
          const cell = under(event);
          if (cell) onPick(cell.image);
        })
      }
    />
  );
}
