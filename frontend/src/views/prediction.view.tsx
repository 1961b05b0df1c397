/** Prediction against truth: a good prediction is close to the diagonal line. */
import { useCallback, useMemo, type PointerEvent } from "react";

import { valueAt } from "../api/reading";
import { place, rangeOf } from "../components/axis";
import { css, PRIMARY } from "../components/colours";
import { pointIn } from "../components/pixels";
import { useColourMode } from "../components/useColourMode";
import { useDrawing, type Draw } from "../components/useDrawing";
import { airy, BOTTOM, drawAxes, LEFT, RIM } from "./plot";
import { floatsOf, numberText } from "./tensors";
import { defineView, type ViewProps } from "./view";

const REACH = 10;

function Prediction({ reading, label, height = 240, onHover }: ViewProps<"prediction">) {
  const mode = useColourMode();
  const { tensors } = reading;
  const truth = useMemo(() => floatsOf(tensors.truth), [tensors.truth]);
  const predicted = useMemo(() => floatsOf(tensors.predicted), [tensors.predicted]);
  const draw = useCallback<Draw>(
    (context, size) => {
      // Both axes cover the range of the truth. Predictions beyond it are drawn at the border.
      const range = airy(rangeOf([truth]) ?? [0, 1]);
      const titles = { x: "truth", y: "prediction" };
      const { x, y } = drawAxes(context, size, { x: range, y: range }, titles, mode);
      context.strokeStyle = css(PRIMARY[mode], 0.6);
      context.setLineDash([4, 3]);
      context.beginPath();
      context.moveTo(x(range[0]), y(range[0]));
      context.lineTo(x(range[1]), y(range[1]));
      context.stroke();
      context.setLineDash([]);
      context.fillStyle = css(PRIMARY[mode], 0.65);
      for (let at = 0; at < truth.length; at += 1) {
        const up = Math.min(range[1], Math.max(range[0], predicted[at] as number));
        context.beginPath();
        context.arc(x(truth[at] as number), y(up), 2.5, 0, 2 * Math.PI);
        context.fill();
      }
    },
    [mode, predicted, truth],
  );
  const { ref } = useDrawing(draw);
  const follow = (event: PointerEvent<HTMLCanvasElement>) => {
    const at = pointIn(event);
    const range = airy(rangeOf([truth]) ?? [0, 1]);
    const x = place(range, LEFT, at.width - RIM);
    const y = place(range, at.height - BOTTOM, RIM);
    let best = -1;
    let least = REACH;
    for (let index = 0; index < truth.length; index += 1) {
      const up = Math.min(range[1], Math.max(range[0], predicted[index] as number));
      const away = Math.hypot(x(truth[index] as number) - at.x, y(up) - at.y);
      if (away <= least) [best, least] = [index, away];
    }
    const value = (name: "truth" | "predicted") => numberText(valueAt(reading.tensors[name], best));
    onHover?.(best < 0 ? null : `truth ${value("truth")}, predicted ${value("predicted")}`);
  };
  return (
    <canvas
      ref={ref}
      role="img"
      aria-label={`${label}: ${truth.length} samples`}
      style={{ display: "block", width: "100%", height }}
      onPointerMove={onHover && follow}
      onPointerLeave={onHover && (() => onHover(null))}
    />
  );
}

export default defineView({
  title: "Prediction against truth",
  draws: "prediction",
  Draw: Prediction,
});
