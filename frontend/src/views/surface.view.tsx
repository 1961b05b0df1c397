/** A surface seen from above, as a heat map, with a path over it. */
import { useCallback, useMemo, type PointerEvent } from "react";

import { floatsOf, valueAt } from "../api/reading";
import { place } from "../components/axis";
import { css, INK, NEGATIVE } from "../components/colours";
import { HeatMap } from "../components/HeatMap";
import { pointIn } from "../components/pixels";
import { useColourMode } from "../components/useColourMode";
import { useDrawing, type Draw } from "../components/useDrawing";
import { ScaleLegend } from "../components/ScaleLegend";
import classes from "./surface.module.css";
import { pixelsOf, numberText, spanOf, unitOf } from "./tensors";
import { defineView, type ViewProps } from "./view";

function Surface({ reading, label, compact, onHover }: ViewProps<"surface">) {
  const mode = useColourMode();
  const values = reading.tensors.values;
  const [height = 1, width = 1] = values.shape;
  const path = useMemo(() => floatsOf(reading.tensors.path), [reading]);
  const [left, bottom] = reading.facts.low;
  const [right, top] = reading.facts.high;
  const shade = useMemo(() => {
    const [low, high] = spanOf(values);
    return { scale: "sequential", low, high, unit: unitOf(values) } as const;
  }, [values]);
  const draw = useCallback<Draw>(
    (context, size) => {
      const across = place([left, right], 0, size.width);
      const up = place([bottom, top], size.height, 0);
      context.strokeStyle = css(NEGATIVE);
      context.lineWidth = 1.5;
      context.lineJoin = "round";
      context.beginPath();
      for (let at = 0; at + 1 < path.length; at += 2)
        context.lineTo(across(path[at] as number), up(path[at + 1] as number));
      context.stroke();
      const last = path.length - 2;
      context.fillStyle = css(NEGATIVE);
      context.strokeStyle = css(INK[mode]);
      context.beginPath();
      const [x, y] = [across(path[last] as number), up(path[last + 1] as number)];
      context.arc(x, y, 5, 0, 2 * Math.PI);
      context.fill();
      context.stroke();
    },
    [bottom, left, mode, path, right, top],
  );
  const { ref } = useDrawing(draw);
  const value = reading.facts.value ?? reading.facts.centre ?? undefined;
  const follow = (event: PointerEvent<HTMLCanvasElement>) => {
    const at = pointIn(event);
    const x = left + (at.x / at.width) * (right - left);
    const y = top - (at.y / at.height) * (top - bottom);
    const column = Math.min(width - 1, Math.floor((at.x / at.width) * width));
    const row = Math.min(height - 1, Math.floor((at.y / at.height) * height));
    const here = valueAt(values, row * width + column);
    onHover?.(`(${numberText(x)}, ${numberText(y)}): height ${numberText(here)}`);
  };
  return (
    <>
      <div className={classes["surface"]}>
        <HeatMap
          values={pixelsOf(values)}
          width={width}
          height={height}
          shade={shade}
          smooth
          label={label}
        />
        <canvas
          ref={ref}
          role="img"
          aria-label={`${label}: the way, ${path.length / 2} places`}
          className={classes["way"]}
          onPointerMove={onHover && follow}
          onPointerLeave={onHover && (() => onHover(null))}
        />
        {value !== undefined && <span className={classes["value"]}>f = {numberText(value)}</span>}
      </div>
      {!compact && <ScaleLegend shade={shade} text={numberText} />}
    </>
  );
}

export default defineView({ title: "Surface", draws: "surface", Draw: Surface });
