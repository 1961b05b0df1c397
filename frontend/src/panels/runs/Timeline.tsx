/** The run from its first epoch to its last: a bar with the loss of each epoch, and a mark at the current epoch. */
import { useCallback, useMemo } from "react";

import { css, DIM, mix, PRIMARY, SURFACES } from "../../components/colours";
import { Panel } from "../../components/Panel";
import { Pointed } from "../../components/Pointed";
import { useColourMode } from "../../components/useColourMode";
import { useDrawing, type Draw } from "../../components/useDrawing";
import { usePreferences } from "../../store/preferences";
import { useRun, useSeries } from "../../store/runs";
import { newestOf, type Series } from "../../store/series";
import { numberText } from "../../views/tensors";
import { columnCount, columnOf, epochColumns, horizonOf, pick } from "../shared/bins";
import classes from "../shared/strip.module.css";
import { withStep } from "../readings/Watched";
import { useWalk } from "./useWalk";

const MOST_COLUMNS = 48;
const AXIS = 14;

export function Timeline() {
  const run = useRun();
  const series = useSeries();
  const log = usePreferences((state) => state.logLoss);
  const mode = useColourMode();
  const epoch = newestOf(series)?.epoch ?? 0;
  const horizon = horizonOf(epoch, run?.epochs ?? 1);
  const columns = columnCount(horizon, MOST_COLUMNS);
  const walk = useWalk(columns, columnOf(epoch, horizon, columns));
  const bars = useMemo(() => barsOf(series, horizon, columns), [columns, horizon, series]);
  const draw = useCallback<Draw>(
    (context, { width, height }) => {
      const wide = width / columns;
      const high = height - AXIS;
      const heightOf = heights(bars.losses, high, log);
      const now = columnOf(epoch, horizon, columns);
      bars.losses.forEach((loss, at) => {
        const isOver = at <= now;
        context.fillStyle = isOver
          ? css(mix(PRIMARY[mode], mode === "dark" ? [28, 30, 38] : [255, 255, 255], 0.62))
          : (SURFACES[mode]["track"] ?? "");
        const top = isOver ? heightOf(loss) : 2;
        context.beginPath();
        context.roundRect(at * wide + 0.5, high - top, Math.max(1, wide - 1.5), top, [2, 2, 0, 0]);
        context.fill();
      });
      context.strokeStyle = css(DIM[mode]);
      context.setLineDash([2, 2]);
      for (const at of bars.changes) {
        context.beginPath();
        context.moveTo((at + 0.5) * wide, 0);
        context.lineTo((at + 0.5) * wide, high);
        context.stroke();
      }
      context.setLineDash([]);
      if (series.length > 0) marker(context, (now + 0.5) * wide, high, css(PRIMARY[mode]));
      context.fillStyle = css(DIM[mode]);
      context.font = "12px system-ui, sans-serif";
      context.textBaseline = "bottom";
      context.fillText("0", 0, height);
      context.textAlign = "right";
      context.fillText(`epoch ${horizon.toLocaleString("en")}`, width, height);
    },
    [bars, columns, epoch, horizon, log, mode, series.length],
  );
  const { ref } = useDrawing(draw);
  const words = wordsOf(series, bars.points[walk.at ?? -1]);
  const about = `Test loss by epoch: ${epoch} of ${run?.epochs ?? 0} epochs`;
  return (
    <Panel
      title="Timeline"
      aside={run && `${epoch.toLocaleString("en")} of ${run.epochs.toLocaleString("en")} epochs`}
      grow
    >
      <Pointed words={walk.isByKey ? null : words}>
        <canvas
          ref={ref}
          role="img"
          aria-label={about}
          className={classes["fill"]}
          tabIndex={series.length > 0 ? 0 : -1}
          data-hint={walk.at === null ? `${about}; ← and → walk through them` : hintOf(walk, words)}
          {...walk.listeners}
        />
      </Pointed>
    </Panel>
  );
}

/** Under the pointer the words stand beside it, so the hint is left out. */
function hintOf({ isByKey }: { readonly isByKey: boolean }, words: string | null) {
  return isByKey ? (words ?? "not trained yet") : undefined;
}

function wordsOf(series: Series, at: number | null | undefined): string | null {
  if (at === null || at === undefined) return null;
  const losses = [
    ["train", series.train_loss[at]],
    ["val", series.val_loss[at]],
    ["test", series.test_loss[at]],
  ] as const;
  const known = losses.flatMap(([name, loss]) =>
    loss === null || loss === undefined ? [] : [`${name} ${numberText(loss)}`],
  );
  return withStep(`epoch ${series.epoch[at]}: ${known.join(", ")}`, series.step[at] ?? 0);
}

interface BarColumns {
  /** The index in the series of the point of each column. */
  readonly points: readonly (number | null)[];
  /** The test loss, or the train loss if there are no test samples; NaN for a column without a finished epoch. */
  readonly losses: readonly number[];
  /** Columns in which a setting was changed. */
  readonly changes: readonly number[];
}

function barsOf(series: Series, horizon: number, columns: number): BarColumns {
  const points = epochColumns(series, horizon, columns);
  const test = pick(series.test_loss, points);
  const losses = test.some((loss) => loss === loss) ? test : pick(series.train_loss, points);
  const changes = series.changes.map(({ epoch }) => columnOf(epoch, horizon, columns));
  return { points, losses, changes };
}

/** The height of each bar. An infinite loss is as high as the strip. */
function heights(losses: readonly number[], high: number, log: boolean) {
  const finite = losses.filter((loss) => Number.isFinite(loss) && loss > 0);
  const most = Math.max(...finite);
  const least = Math.min(...finite);
  return (loss: number): number => {
    if (Number.isNaN(loss)) return 2;
    if (!Number.isFinite(loss)) return high;
    const share = log
      ? Math.log(Math.max(loss, least) / least) / (Math.log(most / least) || 1)
      : loss / most;
    return Math.max(2, share * (high - 4));
  };
}

function marker(context: CanvasRenderingContext2D, x: number, high: number, colour: string): void {
  context.fillStyle = colour;
  context.fillRect(x - 1, 0, 2, high);
  context.beginPath();
  context.arc(x, high, 4.5, 0, 2 * Math.PI);
  context.fill();
}
