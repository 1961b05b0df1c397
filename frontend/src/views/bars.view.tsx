/** Named bars: positive values go up, negative values go down. Several series stand side by side. */
import { useCallback, useMemo, type PointerEvent } from "react";

import { valueAt, type FactsOf, type ReadingOf } from "../api/reading";
import { rangeOf, type Range } from "../components/axis";
import { classColour, css, DIM, PAPER, PRIMARY, type ColourMode } from "../components/colours";
import { cellAt, pointIn } from "../components/pixels";
import { useColourMode } from "../components/useColourMode";
import { useDrawing, type Draw } from "../components/useDrawing";
import { Legend } from "./Legend";
import { airyLog, drawAxes, LEFT, RIM } from "./plot";
import { numberText } from "./tensors";
import { defineView, type ViewProps } from "./view";

/** The most that a name gets before it is shortened, in CSS pixels. */
const MOST_NAME = 64;
/** Space between two names, in CSS pixels. */
const GAP = 4;

/** A reference value that is drawn as a horizontal line. */
type Level = NonNullable<FactsOf<"bars">["references"]>[number];

const NO_LEVELS: readonly Level[] = [];

function BarsView({ reading, label, height = 170, onHover }: ViewProps<"bars">) {
  const mode = useColourMode();
  const series = useMemo(() => seriesOf(reading), [reading]);
  const { names, series: titles, log = false } = reading.facts;
  const references = reading.facts.references ?? NO_LEVELS;
  const draw = useCallback<Draw>(
    (context, size) => {
      const count = Math.max(1, names.length);
      const y = barRange(
        series,
        references.map(({ value }) => value),
        log,
      );
      // No numbers on the x axis: the names of the bars are drawn there.
      const plot = drawAxes(context, size, { x: [NaN, NaN], y }, { x: "", y: "" }, mode, log);
      const wide = (size.width - LEFT - RIM) / count;
      const floor = plot.y(log ? y[0] : 0);
      series.forEach((values, at) => {
        context.fillStyle = colourAt(at, series.length, mode);
        values.forEach((value, index) => {
          if (!Number.isFinite(value) || (log && value <= 0)) return;
          const each = (wide * 0.8) / series.length;
          const x = LEFT + index * wide + wide * 0.1 + at * each;
          const top = plot.y(value);
          context.fillRect(
            x,
            Math.min(top, floor),
            Math.max(1, each - 1),
            Math.max(1, Math.abs(floor - top)),
          );
        });
      });
      drawLevels(context, size.width, plot.y, references, y, mode, series);
      drawNames(context, size.height, names, wide, mode);
    },
    [log, mode, names, references, series],
  );
  const { ref } = useDrawing(draw);
  const follow = (event: PointerEvent<HTMLCanvasElement>) => {
    const at = pointIn(event);
    const box = { width: at.width - LEFT - RIM, height: 1 };
    const index = cellAt(at.x - LEFT, 0, box, Math.max(1, names.length), 1);
    if (index === null) return onHover?.(null);
    const values = series.map((list, line) => {
      const name = series.length > 1 ? `${titles[line] ?? line + 1} ` : "";
      return `${name}${numberText(list[index] ?? NaN)}`;
    });
    onHover?.(`${names[index]}: ${values.join(", ")}`);
  };
  return (
    <>
      {titles.length > 0 && (
        <Legend names={titles} colours={titles.map((_, at) => colourAt(at, titles.length, mode))} />
      )}
      <canvas
        ref={ref}
        role="img"
        aria-label={`${label}: ${names.length} bars`}
        style={{ display: "block", width: "100%", height }}
        onPointerMove={onHover && follow}
        onPointerLeave={onHover && (() => onHover(null))}
      />
    </>
  );
}

function seriesOf(reading: ReadingOf<"bars">): readonly (readonly number[])[] {
  const values = reading.tensors.values;
  const [lines = 1, count = 0] = values.shape;
  return Array.from({ length: lines }, (_, line) =>
    Array.from({ length: count }, (_, at) => valueAt(values, line * count + at)),
  );
}

/**
 * The y range: it includes 0 and all bars and levels, with a margin. On a logarithmic axis: all values above 0. Pure.
 */
export function barRange(
  series: readonly (readonly number[])[],
  levels: readonly number[],
  log: boolean,
): Range {
  const range = rangeOf([...series, levels], log);
  if (log) return airyLog(range ?? [0.1, 1]);
  const [low, high] = [Math.min(0, range?.[0] ?? 0), Math.max(0, range?.[1] ?? 1)];
  const air = (high - low) * 0.06 || 1;
  return [low < 0 ? low - air : 0, high + air];
}

function drawLevels(
  context: CanvasRenderingContext2D,
  width: number,
  up: (value: number) => number,
  references: readonly Level[],
  [low, high]: Range,
  mode: ColourMode,
  series: readonly (readonly number[])[],
): void {
  const count = Math.max(1, ...series.map(({ length }) => length));
  for (const { value, label } of references) {
    if (value < low || value > high) continue;
    context.strokeStyle = css(DIM[mode], 0.8);
    context.setLineDash([4, 3]);
    context.beginPath();
    context.moveTo(LEFT, up(value));
    context.lineTo(width - RIM, up(value));
    context.stroke();
    context.setLineDash([]);
    const share = context.measureText(label).width / (width - LEFT - RIM);
    const end = freeEnd(series, value, Math.ceil(share * count));
    const x = end === "right" ? width - RIM - 2 : LEFT + 2;
    context.textAlign = end;
    context.textBaseline = "bottom";
    // An outline in the background colour keeps the letters readable where bars lie behind them.
    context.strokeStyle = css(PAPER[mode]);
    context.lineWidth = 3;
    context.strokeText(label, x, up(value) - 1);
    context.lineWidth = 1;
    context.fillStyle = css(DIM[mode]);
    context.fillText(label, x, up(value) - 1);
  }
}

/**
 * The end of a reference line where its label is drawn: `left` if bars cover only the right end, else `right`. Bars
 * cover an end if one of the outer `count` bars there is higher than the line. Pure.
 */
export function freeEnd(
  series: readonly (readonly number[])[],
  level: number,
  count: number,
): "left" | "right" {
  const rises = (values: readonly number[]) => values.some((value) => value > level);
  const isTaken = series.some((values) => rises(values.slice(-count)));
  const isLeftTaken = series.some((values) => rises(values.slice(0, count)));
  return isTaken && !isLeftTaken ? "left" : "right";
}

/** Draws the names below their bars, as large as the other texts. If there is no room for all, only every n-th name. */
function drawNames(
  context: CanvasRenderingContext2D,
  height: number,
  names: readonly string[],
  wide: number,
  mode: ColourMode,
): void {
  context.fillStyle = css(DIM[mode]);
  context.font = "12px system-ui, sans-serif";
  context.textAlign = "center";
  context.textBaseline = "top";
  const measure = (text: string) => context.measureText(text).width;
  const every = everyNth(names.map(measure), wide);
  const room = wide * every - GAP;
  names.forEach((name, at) => {
    if (at % every !== 0) return;
    context.fillText(inRoom(name, room, measure), LEFT + (at + 0.5) * wide, height - 26);
  });
}

/** Every how many bars a name has room, so that no two overlap. Very long names are shortened instead. Pure. */
export function everyNth(widths: readonly number[], wide: number): number {
  const wanted = Math.min(MOST_NAME, Math.max(0, ...widths));
  return Math.max(1, Math.ceil((wanted + GAP) / Math.max(1e-6, wide)));
}

/** A name, shortened until it has room. Pure. */
export function inRoom(name: string, room: number, measure: (text: string) => number): string {
  for (let letters = name.length; letters > 2; letters -= 1) {
    const text = shortened(name, letters);
    if (measure(text) <= room) return text;
  }
  return shortened(name, 2);
}

/** Shortens a name to at most `room` letters. Keeps a number at its end. Pure. */
export function shortened(name: string, room: number): string {
  if (name.length <= room) return name;
  const number = / \d+$/.exec(name)?.[0] ?? "";
  return `${name.slice(0, Math.max(1, room - 1 - number.length))}…${number}`;
}

function colourAt(at: number, count: number, mode: ColourMode): string {
  return css(count === 1 ? PRIMARY[mode] : classColour(at));
}

export default defineView({ title: "Bars", draws: "bars", Draw: BarsView });
