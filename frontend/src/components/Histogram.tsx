/** A histogram: how many values are in each of evenly spaced bins. For weights, activations and gradients. */
import { useCallback, type PointerEvent } from "react";

import { css, DIM, PRIMARY } from "./colours";
import { cellAt, pointIn } from "./pixels";
import { useColourMode } from "./useColourMode";
import { useDrawing, type Draw } from "./useDrawing";

export interface HistogramProps {
  /** The number of values in each bin. */
  readonly counts: ArrayLike<number>;
  /** The lower edge of the first bin and the upper edge of the last one, in the unit of the values. */
  readonly low: number;
  readonly high: number;
  readonly label: string;
  /** The height in CSS pixels. */
  readonly height?: number;
  readonly onHover?: (bin: number | null) => void;
}

export function Histogram({ counts, low, high, label, height = 56, onHover }: HistogramProps) {
  const mode = useColourMode();
  const draw = useCallback<Draw>(
    (context, size) => {
      const most = Math.max(1, ...Array.from(counts));
      const wide = size.width / counts.length;
      context.fillStyle = css(PRIMARY[mode], 0.75);
      for (let bin = 0; bin < counts.length; bin += 1) {
        const high = ((counts[bin] as number) / most) * (size.height - 2);
        context.fillRect(bin * wide, size.height - high, Math.max(1, wide - 1), high);
      }
      if (low < 0 && high > 0) {
        context.fillStyle = css(DIM[mode], 0.6);
        context.fillRect((-low / (high - low)) * size.width, 0, 1, size.height);
      }
    },
    [counts, high, low, mode],
  );
  const { ref } = useDrawing(draw);
  const follow = (event: PointerEvent<HTMLCanvasElement>) => {
    const { x, y, ...box } = pointIn(event);
    onHover?.(cellAt(x, y, box, counts.length, 1));
  };
  return (
    <canvas
      ref={ref}
      role="img"
      aria-label={label}
      style={{ display: "block", width: "100%", height }}
      onPointerMove={onHover && follow}
      onPointerLeave={onHover && (() => onHover(null))}
    />
  );
}
