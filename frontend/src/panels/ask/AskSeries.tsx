/** A line over time that is drawn with the mouse: each step is as high as the pointer was there. */
import { Button } from "@mantine/core";
import { useCallback, useMemo, useRef, type PointerEvent } from "react";

import { place } from "../../components/axis";
import { css, DIM, PRIMARY } from "../../components/colours";
import { pointIn } from "../../components/pixels";
import { useColourMode } from "../../components/useColourMode";
import { useDrawing, type Draw } from "../../components/useDrawing";
import { ask } from "../../session/asking";
import { usePreferences } from "../../store/preferences";
import classes from "./AskPanel.module.css";
import { dataSignature, numbersOf, numbersText, type AskProps } from "../sample/customSample";

export function AskSeries({ info, samples }: AskProps) {
  const [steps = 1] = info.shape;
  const mode = useColourMode();
  const sample = usePreferences((state) => state.sample);
  const range = useMemo(() => rangeOf(samples), [samples]);
  const at = samples?.test.index.indexOf(sample.index) ?? -1;
  const known = at < 0 ? undefined : samples?.test.inputs?.[at];
  const asked = sample.of === "asked" ? sample.asked : undefined;
  const values = useMemo(
    () => numbersOf(asked, steps) ?? known ?? new Array<number>(steps).fill(0),
    [asked, known, steps],
  );
  const last = useRef<readonly [number, number] | null>(null);
  const draw = useCallback<Draw>(
    (context, { width, height }) => {
      const across = place([0, Math.max(1, steps - 1)], 4, width - 4);
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
    [mode, range, steps, values],
  );
  const { ref } = useDrawing(draw);
  const touch = (event: PointerEvent<HTMLCanvasElement>) => {
    const point = pointIn(event);
    const step = Math.round(((point.x - 4) / Math.max(1, point.width - 8)) * (steps - 1));
    const share = 1 - (point.y - 4) / Math.max(1, point.height - 8);
    const value = range[0] + Math.min(1, Math.max(0, share)) * (range[1] - range[0]);
    const here = Math.min(steps - 1, Math.max(0, step));
    const [from, before] = last.current ?? [here, value];
    last.current = [here, value];
    const next = values.map((old, each) => {
      if (each < Math.min(from, here) || each > Math.max(from, here)) return old;
      const way = from === here ? 1 : (each - from) / (here - from);
      return before + way * (value - before);
    });
    ask(numbersText(next), dataSignature(info));
  };
  return (
    <>
      <canvas
        ref={ref}
        role="img"
        aria-label={`Line over ${steps} steps to draw on`}
        className={classes["line"]}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          last.current = null;
          touch(event);
        }}
        onPointerMove={(event) => {
          if (last.current) touch(event);
        }}
        onPointerUp={() => {
          last.current = null;
        }}
      />
      <div className={classes["buttons"]}>
        <Button
          size="compact-xs"
          variant="default"
          disabled={!known || sample.of !== "asked"}
          onClick={() => known && ask(numbersText(known), dataSignature(info))}
        >
          From sample {sample.index + 1}
        </Button>
      </div>
      <p className={classes["remark"]}>
        Draw over the line: {steps} steps, time from left to right.
      </p>
    </>
  );
}

function rangeOf(samples: AskProps["samples"]): readonly [number, number] {
  const rows = [...(samples?.train.inputs ?? []), ...(samples?.test.inputs ?? [])];
  const most = Math.max(1, ...rows.map((row) => Math.max(...row.map(Math.abs))));
  return [-1.1 * most, 1.1 * most];
}
