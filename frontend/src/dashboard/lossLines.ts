/** The curves of a run: by epoch for train and test, in between for the batches. Pure. */
import type { Series } from "../store/series";

export interface Curve {
  /** Epochs; whole ones at epoch points. */
  readonly x: number[];
  readonly y: number[];
  readonly steps: number[];
}

export interface LossLines {
  readonly train: Curve;
  readonly test: Curve;
  readonly batch: Curve;
}

/** Points without the number of a curve are left out of it. */
export function lossLines(series: Series, stepsPerEpoch: number): LossLines {
  const lines = { train: empty(), test: empty(), batch: empty() };
  for (let at = 0; at < series.length; at += 1) {
    const epoch =
      series.kind[at] === "epoch"
        ? (series.epoch[at] ?? 0)
        : (series.step[at] ?? 0) / Math.max(1, stepsPerEpoch);
    const step = series.step[at] ?? 0;
    push(lines.train, epoch, step, series.train_loss[at]);
    push(lines.test, epoch, step, series.test_loss[at]);
    push(lines.batch, epoch, step, series.batch_loss[at]);
  }
  return lines;
}

function empty(): Curve {
  return { x: [], y: [], steps: [] };
}

function push(curve: Curve, x: number, step: number, y: number | null | undefined): void {
  if (y === null || y === undefined) return;
  curve.x.push(x);
  curve.y.push(y);
  curve.steps.push(step);
}
