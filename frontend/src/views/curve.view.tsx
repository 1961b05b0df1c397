/** The network's output as a function of its one input, drawn over the samples if the panel passes them. */
import { useCallback, useMemo, type PointerEvent } from "react";

import { rangeOf } from "../components/axis";
import { classColour, css, POSITIVE, PRIMARY } from "../components/colours";
import { cellAt, pointIn } from "../components/pixels";
import { useColourMode } from "../components/useColourMode";
import { useDrawing, type Draw } from "../components/useDrawing";
import { airy, drawAxes, LEFT, RIM } from "./plot";
import { floatsOf, numberText } from "./tensors";
import { defineView, type ViewProps } from "./view";

function Curve({ reading, label, height = 240, samples, onHover }: ViewProps<"curve">) {
  const mode = useColourMode();
  const { tensors } = reading;
  const outputs = tensors.y.shape[1] ?? 1;
  const x = useMemo(() => floatsOf(tensors.x), [tensors.x]);
  const y = useMemo(() => floatsOf(tensors.y), [tensors.y]);
  const points = useMemo(
    () => ({
      x: samples ? floatsOf(samples.x) : new Float32Array(),
      y: samples ? floatsOf(samples.y) : new Float32Array(),
    }),
    [samples],
  );
  const { input: name, target } = reading.facts;
  const draw = useCallback<Draw>(
    (context, size) => {
      const ranges = {
        x: rangeOf([x, points.x]) ?? [0, 1],
        y: airy(rangeOf([y, points.y]) ?? [0, 1]),
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
          const up = plot.y(y[at * outputs + output] as number);
          context.lineTo(plot.x(x[at] as number), up);
        }
        context.stroke();
      }
    },
    [mode, name, outputs, points, target, x, y],
  );
  const { ref } = useDrawing(draw);
  const follow = (event: PointerEvent<HTMLCanvasElement>) => {
    const at = pointIn(event);
    const cell = cellAt(at.x - LEFT, 0, { width: at.width - LEFT - RIM, height: 1 }, x.length, 1);
    if (cell === null) return onHover?.(null);
    onHover?.(
      `${name} ${numberText(x[cell] ?? NaN)}: ${target} ${numberText(y[cell * outputs] ?? NaN)}`,
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

export default defineView({ title: "Curve", draws: "curve", Draw: Curve });
