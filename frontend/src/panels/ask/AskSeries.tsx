/** A custom time series that is drawn with the pointer: the height of the pointer gives the value of each step. */
import { useCallback, useMemo, type PointerEvent } from "react";

import { place } from "../../components/axis";
import { css, DIM, PRIMARY } from "../../components/colours";
import { pointIn } from "../../components/pixels";
import { useColourMode } from "../../components/useColourMode";
import { useDrawing, type Draw } from "../../components/useDrawing";
import { useStroke } from "../../components/useStroke";
import { ask } from "../../session/asking";
import { usePreferences } from "../../store/preferences";
import { dataSignature, numbersOf, numbersText, type AskProps } from "../sample/customSample";
import classes from "./AskPanel.module.css";
import { FromSample } from "./FromSample";

type Range = readonly [low: number, high: number];

export function AskSeries({ info, samples }: AskProps) {
  const [steps = 1] = info.shape;
  const sample = usePreferences((state) => state.sample);
  const range = useMemo(() => rangeOf(samples), [samples]);
  const at = samples?.test.index.indexOf(sample.index) ?? -1;
  const known = at < 0 ? undefined : samples?.test.inputs?.[at];
  const asked = sample.of === "asked" ? sample.asked : undefined;
  const values = useMemo(
    () => numbersOf(asked, steps) ?? known ?? new Array<number>(steps).fill(0),
    [asked, known, steps],
  );
  const { ref } = useDrawing(useDrawLine(values, range));
  const stroke = useStroke<HTMLCanvasElement, readonly [number, number]>((event, before) => {
    const to = placeUnder(event, steps, range);
    ask(numbersText(drawnTo(values, before ?? to, to)), dataSignature(info));
    return to;
  });
  return (
    <>
      <canvas
        ref={ref}
        role="img"
        aria-label={`Line over ${steps} steps to draw on`}
        className={classes["line"]}
        {...stroke}
      />
      <div className={classes["buttons"]}>
        <FromSample
          disabled={!known || sample.of !== "asked"}
          onTake={() => known && ask(numbersText(known), dataSignature(info))}
        />
      </div>
      <p className={classes["remark"]}>
        Draw over the line: {steps} steps, time from left to right.
      </p>
    </>
  );
}

function useDrawLine(values: readonly number[], range: Range): Draw {
  const mode = useColourMode();
  return useCallback<Draw>(
    (context, { width, height }) => {
      const across = place([0, Math.max(1, values.length - 1)], 4, width - 4);
      const up = place(range, height - 4, 4);
      context.strokeStyle = css(DIM[mode], 0.4);
      context.beginPath();
      context.moveTo(0, up(0));
      context.lineTo(width, up(0));
      context.stroke();
      context.strokeStyle = css(PRIMARY[mode]);
      context.lineWidth = 2;
      context.beginPath();
      values.forEach((value, step) => context.lineTo(across(step), up(value)));
      context.stroke();
    },
    [mode, range, values],
  );
}

/** The step under the pointer, and the value at the pointer's height. */
function placeUnder(
  event: PointerEvent<HTMLCanvasElement>,
  steps: number,
  [low, high]: Range,
): readonly [step: number, value: number] {
  const point = pointIn(event);
  const step = Math.round(((point.x - 4) / Math.max(1, point.width - 8)) * (steps - 1));
  const share = 1 - (point.y - 4) / Math.max(1, point.height - 8);
  return [
    Math.min(steps - 1, Math.max(0, step)),
    low + Math.min(1, Math.max(0, share)) * (high - low),
  ];
}

/** The values with a straight line between two points. */
function drawnTo(
  values: readonly number[],
  [from, before]: readonly [number, number],
  [to, value]: readonly [number, number],
): number[] {
  return values.map((old, step) => {
    if (step < Math.min(from, to) || step > Math.max(from, to)) return old;
    const way = from === to ? 1 : (step - from) / (to - from);
    return before + way * (value - before);
  });
}

function rangeOf(samples: AskProps["samples"]): Range {
  const rows = [...(samples?.train.inputs ?? []), ...(samples?.test.inputs ?? [])];
  const most = Math.max(1, ...rows.map((row) => Math.max(...row.map(Math.abs))));
  return [-1.1 * most, 1.1 * most];
}
