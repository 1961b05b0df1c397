/** The network's function of its one input, over the samples where the reading brings them along as points. */
import { useCallback, useMemo, type PointerEvent } from "react";

import { rangeOf } from "../components/axis";
import { classColour, css, POSITIVE, PRIMARY } from "../components/colours";
import { cellAt, pointIn } from "../components/pixels";
import { useColourMode } from "../components/useColourMode";
import { useDrawing, type Draw } from "../components/useDrawing";
import { airy, drawAxes, LEFT, RIM } from "./plot";
import { pixelsOf, numberText, tensorOf, unitOf } from "./tensors";
import { defineView, type ViewProps } from "./view";

function Curve({ reading, label, height = 240, onHover }: ViewProps) {
  const mode = useColourMode();
  const x = pixelsOf(tensorOf(reading, "x"));
  const tensor = tensorOf(reading, "y");
  const outputs = tensor.shape[1] ?? 1;
  const y = pixelsOf(tensor);
  const unit = unitOf(tensor);
  const pointsX = reading.tensors["points_x"]?.data;
  const pointsY = reading.tensors["points_y"]?.data;
  const points = useMemo(
    () => ({
      x: Float32Array.from(pointsX ?? [], Number),
      y: Float32Array.from(pointsY ?? [], Number),
    }),
    [pointsX, pointsY],
  );
  const name = nameOf(reading.facts["input"], "x");
  const target = nameOf(reading.facts["target"], "y");
  const draw = useCallback<Draw>(
    (context, size) => {
      const ys = [y.map((value) => value * unit), points.y];
      const ranges = {
        x: rangeOf([x, points.x]) ?? [0, 1],
        y: airy(rangeOf(ys) ?? [0, 1]),
      } as const;
      const plot = drawAxes(context, size, ranges, { x: name, y: target }, mode);
      context.fillStyle = css(POSITIVE, 0.45);
      for (let at = 0; at < points.x.length; at += 1) {
        context.beginPath();
        context.arc(
          plot.x(points.x[at] as number),
          plot.y(points.y[at] as number),
          2,
          0,
          2 * Math.PI,
        );
        context.fill();
      }
      for (let output = 0; output < outputs; output += 1) {
        context.strokeStyle = css(outputs === 1 ? PRIMARY[mode] : classColour(output));
        context.lineWidth = 2;
        context.beginPath();
        for (let at = 0; at < x.length; at += 1) {
          const up = plot.y((y[at * outputs + output] as number) * unit);
          context.lineTo(plot.x(x[at] as number), up);
        }
        context.stroke();
      }
    },
    [mode, name, outputs, points, target, unit, x, y],
  );
  const { ref } = useDrawing(draw);
  const follow = (event: PointerEvent<HTMLCanvasElement>) => {
    const at = pointIn(event);
    const cell = cellAt(at.x - LEFT, 0, { width: at.width - LEFT - RIM, height: 1 }, x.length, 1);
    if (cell === null) return onHover?.(null);
    onHover?.(
      `${name} ${numberText(x[cell] ?? NaN)}: ${target} ${numberText((y[cell * outputs] ?? NaN) * unit)}`,
    );
  };
  return (
    <canvas
      ref={ref}
      role="img"
      aria-label={label}
      style={{ display: "block", width: "100%", height }}
      onPointerMove={onHover && follow}
      onPointerLeave={onHover && (() => onHover(null))}
    />
  );
}

function nameOf(fact: unknown, otherwise: string): string {
  return typeof fact === "string" ? fact : otherwise;
}

export default defineView({ title: "Curve", draws: "curve", Draw: Curve });
