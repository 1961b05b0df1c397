/** Small curves without axes, for cards and strips. `PlotlyChart` draws large curves with axes. */
import { useCallback } from "react";

import { place, rangeOf, thin } from "./axis";
import { css, type Rgb } from "./colours";
import { useDrawing, type Draw } from "./useDrawing";

/**
 * One curve with evenly spaced points. A value that is not finite is a gap, and with `log` also a value of 0 or less.
 */
export interface SparkLine {
  readonly values: ArrayLike<number>;
  readonly colour: Rgb;
}

export interface LineSparkProps {
  /** The last line is drawn on top. Pass the same array until the lines change. */
  readonly lines: readonly SparkLine[];
  readonly label: string;
  readonly log?: boolean;
  /** Any CSS height. */
  readonly height?: number | string;
}

export function LineSpark({ lines, label, log = false, height = 96 }: LineSparkProps) {
  const draw = useCallback<Draw>(
    (context, size) => {
      const range = rangeOf(
        lines.map(({ values }) => values),
        log,
      );
      if (!range) return;
      const y = place(range, size.height - 2, 2, log);
      context.lineWidth = 1.5;
      context.lineJoin = "round";
      for (const { values, colour } of lines) {
        const x = place([0, Math.max(1, values.length - 1)], 1, size.width - 1);
        context.strokeStyle = css(colour);
        context.beginPath();
        let isDown = false;
        for (const at of thin(values, Math.ceil(size.width))) {
          const value = values[at] as number;
          const isDrawn = Number.isFinite(value) && (!log || value > 0);
          if (isDrawn && isDown) context.lineTo(x(at), y(value));
          else if (isDrawn) context.moveTo(x(at), y(value));
          isDown = isDrawn;
        }
        context.stroke();
      }
    },
    [lines, log],
  );
  const { ref } = useDrawing(draw);
  return (
    <canvas
      ref={ref}
      role="img"
      aria-label={label}
      style={{ display: "block", width: "100%", height }}
    />
  );
}
