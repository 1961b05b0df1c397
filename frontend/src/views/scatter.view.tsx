/**
 * Points in a plane, coloured by group. The plane may also show ellipses, arrows, lines, a bent grid and marked points.
 */
import { useCallback, useMemo, useRef, type PointerEvent } from "react";

import { floatsOf, type ReadingOf, type Tensor } from "../api/reading";
import { place, rangeOf, type Place, type Range } from "../components/axis";
import { classColour, css, DIM, INK, PRIMARY, type ColourMode } from "../components/colours";
import { pointIn } from "../components/pixels";
import { useColourMode } from "../components/useColourMode";
import { useDrawing, type Draw } from "../components/useDrawing";
import type { Size } from "../components/useElementSize";
import { numberText } from "./tensors";
import { Legend } from "./Legend";
import { BOTTOM, drawAxes, LEFT, RIM } from "./plot";
import { defineView, type ViewProps } from "./view";

const REACH = 9;
const AIR = 0.06;

interface Plane {
  readonly points: Float32Array;
  readonly group: ArrayLike<number>;
  readonly index: ArrayLike<number>;
  readonly ellipses: Float32Array;
  readonly arrows: Float32Array;
  readonly lines: Float32Array;
  readonly marked: Float32Array;
  readonly grid: Float32Array;
  readonly gridShape: readonly number[];
  readonly x: Range;
  readonly y: Range;
  /** The titles of the axes; null draws no axes. */
  readonly titles: { readonly x: string; readonly y: string } | null;
}

function ScatterView(props: ViewProps<"scatter">) {
  const { reading, label, height = 260, onHover, onPick, onPlace } = props;
  const mode = useColourMode();
  const plane = useMemo(() => planeOf(reading), [reading]);
  const names = reading.facts.groups;
  const holding = useRef(false);
  const draw = useCallback<Draw>(
    (context, size) => {
      const { x: across, y: up } = plane.titles
        ? drawAxes(context, size, plane, plane.titles, mode)
        : placesIn(plane, size);
      context.save();
      if (plane.titles) clipTo(context, size);
      drawGrid(context, plane, across, up, mode);
      drawEllipses(context, plane, across, up);
      drawSegments(context, plane.lines, across, up, css(INK[mode], 0.85), false);
      drawPoints(context, plane, across, up);
      drawSegments(context, plane.arrows, across, up, css(PRIMARY[mode], 0.9), true);
      drawMarked(context, plane.marked, across, up, mode);
      context.restore();
    },
    [mode, plane],
  );
  const { ref } = useDrawing(draw);
  const point = (event: PointerEvent<HTMLCanvasElement>) => {
    const at = pointIn(event);
    if (onPlace && (holding.current || event.type === "pointerdown")) {
      const { left, right, top, bottom } = boxOf(plane, at);
      onPlace(
        back(plane.x, (at.x - left) / Math.max(1, right - left)),
        back(plane.y, (bottom - at.y) / Math.max(1, bottom - top)),
      );
    }
    const best = nearest(plane, at);
    onHover?.(best === null ? null : said(plane, names, best));
    return best;
  };
  return (
    <>
      {names.length > 1 && names.length <= 12 && (
        <Legend names={names} colours={names.map((_, at) => css(classColour(at)))} />
      )}
      <canvas
        ref={ref}
        role="img"
        aria-label={`${label}: ${plane.points.length / 2} points`}
        style={{
          display: "block",
          width: "100%",
          height,
          touchAction: onPlace ? "none" : undefined,
          cursor: onPlace ? "crosshair" : undefined,
        }}
        onPointerDown={(event) => {
          holding.current = true;
          if (onPlace) event.currentTarget.setPointerCapture(event.pointerId);
          const best = point(event);
          if (best !== null && onPick) onPick(Number(plane.index[best] ?? best));
        }}
        onPointerUp={() => {
          holding.current = false;
        }}
        onPointerMove={point}
        onPointerLeave={onHover && (() => onHover(null))}
      />
    </>
  );
}

/** What is drawn, and the ranges of both axes. Pure. */
export function planeOf(reading: ReadingOf<"scatter">): Plane {
  const points = floatsOf(reading.tensors.points);
  const { tensors } = reading;
  const optional = (tensor: Tensor | undefined) => (tensor ? floatsOf(tensor) : new Float32Array());
  const { low = null, high = null, x_label: x = null, y_label: y = null } = reading.facts;
  const range: Range | null = low !== null && high !== null && high > low ? [low, high] : null;
  const ellipses = optional(tensors.ellipses);
  const seen = Float32Array.of(...points, ...cornersOf(ellipses));
  return {
    points,
    group: floatsOf(tensors.group),
    index: optional(tensors.index),
    ellipses,
    arrows: optional(tensors.arrows),
    lines: optional(tensors.lines),
    marked: optional(tensors.marked),
    grid: optional(tensors.grid),
    gridShape: tensors.grid?.shape ?? [],
    x: range ?? spread(seen, 0),
    y: range ?? spread(seen, 1),
    titles: x === null && y === null ? null : { x: x ?? "", y: y ?? "" },
  };
}

/** Two opposite corners of the box around each ellipse. */
function cornersOf(ellipses: Float32Array): number[] {
  const corners: number[] = [];
  for (let at = 0; at * 4 + 3 < ellipses.length; at += 1) {
    const [x = 0, y = 0, wide = 0, high = 0] = ellipses.subarray(4 * at, 4 * at + 4);
    corners.push(x - wide, y - high, x + wide, y + high);
  }
  return corners;
}

/**
 * The part of the canvas that the plane fills: the area inside the axes. Without axes, the largest area in which a
 * circle stays round.
 */
function boxOf({ titles, x, y }: Plane, { width, height }: Size) {
  if (titles) return { left: LEFT, right: width - RIM, top: RIM, bottom: height - BOTTOM };
  const scale = Math.min(width / (x[1] - x[0] || 1), height / (y[1] - y[0] || 1));
  const [besides, above] = [width - scale * (x[1] - x[0]), height - scale * (y[1] - y[0])];
  return {
    left: besides / 2,
    right: width - besides / 2,
    top: above / 2,
    bottom: height - above / 2,
  };
}

function placesIn(plane: Plane, size: Size): { readonly x: Place; readonly y: Place } {
  const { left, right, top, bottom } = boxOf(plane, size);
  return { x: place(plane.x, left, right), y: place(plane.y, bottom, top) };
}

/** Cuts off what lies outside the axes, so that it does not cover their numbers. */
function clipTo(context: CanvasRenderingContext2D, { width, height }: Size): void {
  context.beginPath();
  context.rect(LEFT, 0, width - LEFT, height - BOTTOM + RIM);
  context.clip();
}

function spread(points: Float32Array, axis: 0 | 1): Range {
  const [low, high] = rangeOf([points.filter((_, at) => at % 2 === axis)]) ?? [-1, 1];
  const air = (high - low) * AIR || 1;
  return [low - air, high + air];
}

function back([low, high]: Range, share: number): number {
  return low + share * (high - low);
}

function drawPoints(
  context: CanvasRenderingContext2D,
  { points, group }: Plane,
  across: Place,
  up: Place,
): void {
  const radius = points.length > 800 ? 2.2 : 3;
  context.lineWidth = 0.75;
  context.strokeStyle = "rgba(255 255 255 / 0.8)";
  for (let at = 0; at * 2 + 1 < points.length; at += 1) {
    context.fillStyle = css(classColour(Number(group[at] ?? 0)), 0.85);
    context.beginPath();
    context.arc(
      across(points[2 * at] as number),
      up(points[2 * at + 1] as number),
      radius,
      0,
      2 * Math.PI,
    );
    context.fill();
    context.stroke();
  }
}

function drawEllipses(
  context: CanvasRenderingContext2D,
  { ellipses, group }: Plane,
  across: Place,
  up: Place,
): void {
  // Draw outlines only: hundreds of filled ellipses would cover each other.
  const strength = Math.min(0.6, Math.max(0.15, 60 / (ellipses.length / 4)));
  context.lineWidth = 0.75;
  for (let at = 0; at * 4 + 3 < ellipses.length; at += 1) {
    const [x = 0, y = 0, wide = 0, high = 0] = ellipses.subarray(4 * at, 4 * at + 4);
    context.strokeStyle = css(classColour(Number(group[at] ?? 0)), strength);
    context.beginPath();
    const [rx, ry] = [Math.abs(across(x + wide) - across(x)), Math.abs(up(y + high) - up(y))];
    context.ellipse(across(x), up(y), rx, ry, 0, 0, 2 * Math.PI);
    context.stroke();
  }
}

function drawGrid(
  context: CanvasRenderingContext2D,
  { grid, gridShape: [rows = 0, columns = 0] }: Plane,
  across: Place,
  up: Place,
  mode: ColourMode,
): void {
  context.strokeStyle = css(DIM[mode], 0.35);
  context.lineWidth = 0.75;
  const to = (row: number, column: number, isFirst: boolean) => {
    const at = 2 * (row * columns + column);
    const [x, y] = [across(grid[at] as number), up(grid[at + 1] as number)];
    if (isFirst) context.moveTo(x, y);
    else context.lineTo(x, y);
  };
  context.beginPath();
  for (let row = 0; row < rows; row += 1)
    for (let column = 0; column < columns; column += 1) to(row, column, column === 0);
  for (let column = 0; column < columns; column += 1)
    for (let row = 0; row < rows; row += 1) to(row, column, row === 0);
  context.stroke();
}

function drawSegments(
  context: CanvasRenderingContext2D,
  segments: Float32Array,
  across: Place,
  up: Place,
  colour: string,
  hasTip: boolean,
): void {
  context.strokeStyle = colour;
  context.fillStyle = colour;
  context.lineWidth = hasTip ? 1.25 : 1.75;
  for (let at = 0; at + 3 < segments.length; at += 4) {
    const [x0, y0] = [across(segments[at] as number), up(segments[at + 1] as number)];
    const [x1, y1] = [across(segments[at + 2] as number), up(segments[at + 3] as number)];
    context.beginPath();
    context.moveTo(x0, y0);
    context.lineTo(x1, y1);
    context.stroke();
    const length = Math.hypot(x1 - x0, y1 - y0);
    if (!hasTip || length < 2) continue;
    const [dx, dy] = [(x1 - x0) / length, (y1 - y0) / length];
    const size = Math.min(6, length);
    context.beginPath();
    context.moveTo(x1, y1);
    context.lineTo(x1 - size * dx - 0.5 * size * dy, y1 - size * dy + 0.5 * size * dx);
    context.lineTo(x1 - size * dx + 0.5 * size * dy, y1 - size * dy - 0.5 * size * dx);
    context.fill();
  }
}

function drawMarked(
  context: CanvasRenderingContext2D,
  marked: Float32Array,
  across: Place,
  up: Place,
  mode: ColourMode,
): void {
  context.strokeStyle = css(INK[mode]);
  context.lineWidth = 2;
  for (let at = 0; at + 1 < marked.length; at += 2) {
    context.beginPath();
    context.arc(across(marked[at] as number), up(marked[at + 1] as number), 8, 0, 2 * Math.PI);
    context.stroke();
  }
}

function nearest(
  plane: Plane,
  at: Size & { readonly x: number; readonly y: number },
): number | null {
  const { points } = plane;
  const { x: across, y: up } = placesIn(plane, at);
  let best: number | null = null;
  let least = REACH;
  for (let index = 0; 2 * index + 1 < points.length; index += 1) {
    const away = Math.hypot(
      across(points[2 * index] as number) - at.x,
      up(points[2 * index + 1] as number) - at.y,
    );
    if (away <= least) [best, least] = [index, away];
  }
  return best;
}

function said({ points, group }: Plane, names: readonly string[], at: number): string {
  const name = names[Number(group[at] ?? 0)];
  const where = `(${numberText(points[2 * at] as number)}, ${numberText(points[2 * at + 1] as number)})`;
  return name === undefined ? where : `${name} ${where}`;
}

export default defineView({ title: "Points", draws: "scatter", Draw: ScatterView });
