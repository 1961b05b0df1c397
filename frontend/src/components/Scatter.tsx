/** Points on a plane, drawn over a heat map of the same plane or alone. */
import { useCallback, type ReactNode, type PointerEvent } from "react";

import { place, type Range } from "./axis";
import { css, type Rgb } from "./colours";
import { pointIn } from "./pixels";
import classes from "./Scatter.module.css";
import { useDrawing, type Draw } from "./useDrawing";

/** Points that are drawn in the same way, for example all training points. */
export interface Cloud {
  /** x and y of each point: [x, y, x, y, …]. */
  readonly points: Float32Array;
  /** The colour of each point. */
  readonly colourAt: (index: number) => Rgb;
  /** The radius in CSS pixels. */
  readonly radius?: number;
  /**
   * The colour of the outline, which separates a point from the map. By convention white for training data and black
   * for test data.
   */
  readonly rim?: string;
}

/** The point under the pointer: the index of its cloud, and its index in that cloud. */
export interface PickedPoint {
  readonly cloud: number;
  readonly index: number;
}

export interface ScatterProps {
  /** The last cloud is drawn on top. Pass the same array until the clouds change. */
  readonly clouds: readonly Cloud[];
  /** The values at the left and right edge, and at the lower and upper edge. */
  readonly x: Range;
  readonly y: Range;
  readonly label: string;
  /** The content below the points; it fills the same box. */
  readonly children?: ReactNode;
  readonly onHover?: (point: PickedPoint | null) => void;
}

/** The greatest distance from the pointer to a point, in CSS pixels. */
const REACH = 8;

export function Scatter({ clouds, x, y, label, children, onHover }: ScatterProps) {
  const [left, right] = x;
  const [bottom, top] = y;
  const draw = useCallback<Draw>(
    (context, size) => {
      const across = place([left, right], 0, size.width);
      const up = place([bottom, top], size.height, 0);
      for (const cloud of clouds) drawCloud(context, cloud, across, up);
    },
    [bottom, clouds, left, right, top],
  );
  const { ref } = useDrawing(draw);
  const follow = (event: PointerEvent<HTMLCanvasElement>) => {
    const at = pointIn(event);
    const across = place(x, 0, at.width);
    const up = place(y, at.height, 0);
    onHover?.(nearest(clouds, at.x, at.y, across, up, REACH));
  };
  return (
    <div className={classes["plane"]}>
      {children}
      <canvas
        ref={ref}
        role="img"
        aria-label={label}
        className={classes["points"]}
        onPointerMove={onHover && follow}
        onPointerLeave={onHover && (() => onHover(null))}
      />
    </div>
  );
}

function drawCloud(
  context: CanvasRenderingContext2D,
  { points, colourAt, radius = 3, rim = "#fff" }: Cloud,
  across: (value: number) => number,
  up: (value: number) => number,
): void {
  context.strokeStyle = rim;
  context.lineWidth = 1;
  for (let at = 0; at + 1 < points.length; at += 2) {
    context.beginPath();
    context.arc(across(points[at] as number), up(points[at + 1] as number), radius, 0, 2 * Math.PI);
    context.fillStyle = css(colourAt(at / 2));
    context.fill();
    context.stroke();
  }
}

/** The point nearest to (x, y) within `reach` CSS pixels; null if there is none. */
export function nearest(
  clouds: readonly Cloud[],
  x: number,
  y: number,
  across: (value: number) => number,
  up: (value: number) => number,
  reach: number,
): PickedPoint | null {
  let best: PickedPoint | null = null;
  let least = reach;
  clouds.forEach(({ points }, cloud) => {
    for (let at = 0; at + 1 < points.length; at += 2) {
      const away = Math.hypot(across(points[at] as number) - x, up(points[at + 1] as number) - y);
      if (away <= least) [best, least] = [{ cloud, index: at / 2 }, away];
    }
  });
  return best;
}
