/** Points over a plane, laid over a heat map of the same plane or standing alone. */
import { useCallback, type ReactNode, type PointerEvent } from "react";

import { place, type Range } from "./axis";
import { css, type Rgb } from "./colours";
import { pointIn } from "./pixels";
import classes from "./Scatter.module.css";
import { useDrawing, type Draw } from "./useDrawing";

/** Points drawn alike: their data set, or their being right or wrong. */
export interface Cloud {
  /** x and y of each point, one after the other. */
  readonly points: Float32Array;
  /** The colour of each point. */
  readonly colourAt: (index: number) => Rgb;
  /** The radius in CSS pixels. */
  readonly radius?: number;
  /** The rim that sets a point off from the map: white for training data, black for test data, by custom. */
  readonly rim?: string;
}

/** A point under the pointer: which cloud, and which of its points. */
export interface PickedPoint {
  readonly cloud: number;
  readonly index: number;
}

export interface ScatterProps {
  /** Drawn in order, the last on top; keep it the same array while nothing changed. */
  readonly clouds: readonly Cloud[];
  /** What the left and right, the lower and upper edge stand for. */
  readonly x: Range;
  readonly y: Range;
  readonly label: string;
  /** What lies under the points and fills the same box. */
  readonly children?: ReactNode;
  readonly onHover?: (point: PickedPoint | null) => void;
}

/** How near the pointer must be to a point, in CSS pixels. */
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

/** The point nearest to a place of the box, if one lies within `reach` CSS pixels. */
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
