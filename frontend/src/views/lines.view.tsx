/** One or more curves over the same x, with reference lines and a mark at the current x. */
import { useCallback, useMemo, type PointerEvent } from "react";

import { valueAt, type FactsOf, type ReadingOf } from "../api/reading";
import { rangeOf } from "../components/axis";
import { classColour, css, DIM, PRIMARY, type ColourMode } from "../components/colours";
import { pointIn } from "../components/pixels";
import { useColourMode } from "../components/useColourMode";
import { useDrawing, type Draw } from "../components/useDrawing";
import { Legend } from "./Legend";
import { airy, airyLog, BOTTOM, drawAxes, LEFT, RIM, type Ranges } from "./plot";
import { numberText } from "./tensors";
import { defineView, type ViewProps } from "./view";

/** What is drawn, taken from a reading. */
export interface Curves {
  readonly x: readonly number[];
  readonly y: readonly (readonly number[])[];
  readonly names: readonly string[];
  readonly log: boolean;
  readonly now: number | undefined;
  readonly references: NonNullable<FactsOf<"lines">["references"]>;
}

function Lines({ reading, label, height = 200, onHover }: ViewProps<"lines">) {
  const mode = useColourMode();
  const curves = useMemo(() => curvesOf(reading), [reading]);
  const { x_label, y_label } = reading.facts;
  const draw = useCallback<Draw>(
    (context, size) => {
      const ranges = rangesOf(curves);
      const plot = drawAxes(context, size, ranges, { x: x_label, y: y_label }, mode, curves.log);
      for (const { value, label: word } of curves.references) {
        if (value < ranges.y[0] || value > ranges.y[1]) continue;
        context.strokeStyle = css(DIM[mode], 0.8);
        context.setLineDash([4, 3]);
        stroke(context, [LEFT, size.width - RIM], [plot.y(value), plot.y(value)]);
        context.setLineDash([]);
        context.fillStyle = css(DIM[mode]);
        context.textAlign = "right";
        context.textBaseline = "bottom";
        context.fillText(word, size.width - RIM - 2, plot.y(value) - 1);
      }
      if (curves.now !== undefined) {
        context.strokeStyle = css(DIM[mode], 0.6);
        const across = plot.x(curves.now);
        stroke(context, [across, across], [RIM, size.height - BOTTOM]);
      }
      curves.y.forEach((line, at) => {
        context.strokeStyle = colourAt(at, curves.y.length, mode);
        context.lineWidth = 1.75;
        context.beginPath();
        let isOpen = false;
        line.forEach((value, index) => {
          const fits = Number.isFinite(value) && (!curves.log || value > 0);
          const x = plot.x(curves.x[index] ?? NaN);
          if (fits && isOpen) context.lineTo(x, plot.y(value));
          else if (fits) context.moveTo(x, plot.y(value));
          isOpen = fits;
        });
        context.stroke();
        dotNow(context, plot, curves, line, at, mode);
      });
    },
    [curves, mode, x_label, y_label],
  );
  const { ref } = useDrawing(draw);
  const follow = (event: PointerEvent<HTMLCanvasElement>) => {
    const at = pointIn(event);
    const share = (at.x - LEFT) / Math.max(1, at.width - LEFT - RIM);
    const [low, high] = rangesOf(curves).x;
    onHover?.(wordsAt(x_label, curves, nearestAt(curves.x, low + share * (high - low))));
  };
  return (
    <>
      {curves.names.length > 1 && (
        <Legend
          names={curves.names}
          colours={curves.y.map((_, at) => colourAt(at, curves.y.length, mode))}
        />
      )}
      <canvas
        ref={ref}
        role="img"
        aria-label={`${label}: ${curves.names.join(", ")}`}
        style={{ display: "block", width: "100%", height }}
        onPointerMove={onHover && follow}
        onPointerLeave={onHover && (() => onHover(null))}
      />
    </>
  );
}

/** The curves of a reading as plain numbers. Pure. */
export function curvesOf(reading: ReadingOf<"lines">): Curves {
  const [x, y] = [reading.tensors.x, reading.tensors.y];
  const [lines = 0, count = 0] = y.shape;
  return {
    x: Array.from({ length: x.data.length }, (_, at) => valueAt(x, at)),
    y: Array.from({ length: lines }, (_, line) =>
      Array.from({ length: count }, (_, at) => valueAt(y, line * count + at)),
    ),
    names: reading.facts.names,
    log: reading.facts.log ?? false,
    now: reading.facts.now ?? undefined,
    references: reading.facts.references ?? [],
  };
}

function rangesOf(curves: Curves): Ranges {
  const levels = curves.references.map(({ value }) => value);
  const y = rangeOf([...curves.y, levels], curves.log);
  return {
    x: rangeOf([curves.x]) ?? [0, 1],
    countsAlong: curves.x.every(Number.isInteger),
    y: curves.log ? airyLog(y ?? [0.1, 1]) : airy(y ?? [0, 1]),
  };
}

function stroke(
  context: CanvasRenderingContext2D,
  [x0, x1]: readonly [number, number],
  [y0, y1]: readonly [number, number],
): void {
  context.beginPath();
  context.moveTo(x0, y0);
  context.lineTo(x1, y1);
  context.stroke();
}

function dotNow(
  context: CanvasRenderingContext2D,
  plot: { readonly x: (value: number) => number; readonly y: (value: number) => number },
  { x, now, log }: Curves,
  line: readonly number[],
  at: number,
  mode: ColourMode,
): void {
  if (now === undefined) return;
  const value = line[nearestAt(x, now)] ?? NaN;
  if (!Number.isFinite(value) || (log && value <= 0)) return;
  context.fillStyle = colourAt(at, 2, mode);
  context.beginPath();
  context.arc(plot.x(now), plot.y(value), 4, 0, 2 * Math.PI);
  context.fill();
}

function colourAt(at: number, count: number, mode: ColourMode): string {
  return css(count === 1 ? PRIMARY[mode] : classColour(at));
}

/** The index of the x nearest to a value. Pure. */
export function nearestAt(x: readonly number[], value: number): number {
  let best = 0;
  x.forEach((candidate, at) => {
    if (Math.abs(candidate - value) < Math.abs((x[best] ?? NaN) - value)) best = at;
  });
  return best;
}

function wordsAt(xLabel: string, { x, y, names }: Curves, at: number): string {
  const where = `${xLabel || "x"} ${numberText(x[at] ?? NaN)}`;
  const values = y.map(
    (line, index) => `${names[index] ?? index + 1} ${numberText(line[at] ?? NaN)}`,
  );
  return `${where}: ${values.join(", ")}`;
}

export default defineView({ title: "Curves", draws: "lines", Draw: Lines });
