/** The axes of the small plots: round numbers at the ticks, and scales from values to pixels. */
import { place, type Place, type Range } from "../components/axis";
import { css, DIM, SURFACES, type ColourMode } from "../components/colours";
import type { Size } from "../components/useElementSize";

export interface Plot {
  readonly x: Place;
  readonly y: Place;
}

/** Margins in CSS pixels: at the left, at the bottom, and at the other sides. */
export const LEFT = 46;
export const BOTTOM = 30;
export const RIM = 6;

export interface Ranges {
  readonly x: Range;
  readonly y: Range;
  /** Whether x counts things: then ticks are at whole numbers only. */
  readonly countsAlong?: boolean;
}

/** Draws the axes and returns the scales from values to pixels. The context's unit must be the CSS pixel. */
export function drawAxes(
  context: CanvasRenderingContext2D,
  size: Size,
  ranges: Ranges,
  titles: { readonly x: string; readonly y: string },
  mode: ColourMode,
  log = false,
): Plot {
  const x = place(ranges.x, LEFT, size.width - RIM);
  const y = place(ranges.y, size.height - BOTTOM, RIM, log);
  context.font = "12px system-ui, sans-serif";
  context.fillStyle = css(DIM[mode]);
  context.strokeStyle = SURFACES[mode]["line"] ?? "";
  context.lineWidth = 1;
  context.textAlign = "center";
  context.textBaseline = "top";
  for (const tick of ticks(ranges.x, ranges.countsAlong)) {
    line(context, x(tick), RIM, x(tick), size.height - BOTTOM);
    context.fillText(tickText(tick), x(tick), size.height - BOTTOM + 3);
  }
  context.fillText(titles.x, (LEFT + size.width - RIM) / 2, size.height - 13);
  context.textAlign = "right";
  context.textBaseline = "middle";
  for (const tick of log ? powers(ranges.y) : ticks(ranges.y)) {
    line(context, LEFT, y(tick), size.width - RIM, y(tick));
    context.fillText(tickText(tick), LEFT - 3, y(tick));
  }
  upwards(context, titles.y, (size.height - BOTTOM) / 2);
  return { x, y };
}

/** At most six round numbers within a range. With `counts`, whole numbers only. Pure. */
export function ticks([low, high]: Range, counts = false): number[] {
  if (!(high > low)) return [low];
  const rough = (high - low) / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  const round = ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10) * power;
  const step = counts ? Math.max(1, round) : round;
  const first = Math.ceil(low / step);
  const count = Math.floor(high / step) - first + 1;
  return Array.from({ length: count }, (_, at) => Number(((first + at) * step).toPrecision(10)));
}

/** At most six powers of ten within a range of positive numbers. Pure. */
export function powers([low, high]: Range): number[] {
  const first = Math.ceil(Math.log10(low) - 1e-9);
  const last = Math.floor(Math.log10(high) + 1e-9);
  const step = Math.max(1, Math.ceil((last - first + 1) / 6));
  const count = Math.max(0, Math.floor((last - first) / step) + 1);
  return Array.from({ length: count }, (_, at) => Number(`1e${first + at * step}`));
}

/** The range with a margin at both ends, for a logarithmic axis. */
export function airyLog([low, high]: Range): Range {
  return high > low ? [low / 1.5, high * 1.5] : [low / 3, high * 3];
}

/** The range with a small margin at both ends. A range of one number also gets a margin. */
export function airy([low, high]: Range): Range {
  const air = (high - low) * 0.05 || Math.abs(low) * 0.1 || 1;
  return [low - air, high + air];
}

function line(
  context: CanvasRenderingContext2D,
  x0: number,
  y0: number,
  x1: number,
  y1: number,
): void {
  context.beginPath();
  context.moveTo(x0, y0);
  context.lineTo(x1, y1);
  context.stroke();
}

function upwards(context: CanvasRenderingContext2D, text: string, middle: number): void {
  context.save();
  context.translate(7, middle);
  context.rotate(-Math.PI / 2);
  context.textAlign = "center";
  context.fillText(text, 0, 0);
  context.restore();
}

/** A number in a short form for an axis: 2000000 becomes 2e6. Pure. */
export function tickText(value: number): string {
  const isLong = value !== 0 && (Math.abs(value) >= 1e5 || Math.abs(value) < 1e-3);
  const text = isLong ? value.toExponential().replace("e+", "e") : String(value);
  return text.replaceAll("-", "−");
}
