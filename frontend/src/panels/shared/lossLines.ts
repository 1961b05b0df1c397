/** The curves of a run: train, validation and test by epoch, and the batch loss in between. Pure. */
import type { Cell, Series } from "../../store/series";

export interface Curve {
  /** Epochs; whole numbers at epoch points. */
  readonly x: number[];
  readonly y: number[];
  readonly steps: number[];
}

export interface LossLines {
  readonly train: Curve;
  /** Empty if there is no validation split. */
  readonly val: Curve;
  readonly test: Curve;
  readonly batch: Curve;
}

/** The loss curves of a run. Each curve skips the points that have no value for it. */
export function lossLines(series: Series, stepsPerEpoch: number): LossLines {
  const lines = { train: empty(), val: empty(), test: empty(), batch: empty() };
  for (let at = 0; at < series.length; at += 1) {
    const epoch =
      series.kind[at] === "epoch"
        ? (series.epoch[at] ?? 0)
        : (series.step[at] ?? 0) / Math.max(1, stepsPerEpoch);
    const step = series.step[at] ?? 0;
    push(lines.train, epoch, step, series.train_loss[at]);
    push(lines.val, epoch, step, series.val_loss[at]);
    push(lines.test, epoch, step, series.test_loss[at]);
    push(lines.batch, epoch, step, series.batch_loss[at]);
  }
  return lines;
}

/** What the chart can show: the loss, a metric (its name without the split), or the losses of two networks. */
export type Measure = string;

/** The loss of the whole training. */
export const LOSS: Measure = "loss";
/** The losses of a generator and a discriminator, in one chart. */
export const PLAYERS: Measure = "players";

/** Measures that say more than the loss if the run has them, the most important first. */
const TELLING: readonly Measure[] = [PLAYERS, "mistakes"];

const PART = /^(train|val|test)_/;
const PLAYER = /^(discriminator|generator)_loss$/;

/** All that a run measures. The chart opens with the first one. */
export function measuresOf(series: Series): Measure[] {
  const names = Object.keys(series.metrics).map((name) =>
    PLAYER.test(name) ? PLAYERS : name.replace(PART, ""),
  );
  const found = new Set(names);
  const first = TELLING.filter((name) => found.has(name));
  const isScheduled = series.learning_rate.some((rate) => rate !== null);
  return [...new Set([...first, LOSS, ...names, ...(isScheduled ? [RATE] : [])])];
}

/** The learning rate that a scheduler sets, as a measure. */
const RATE: Measure = "learning_rate";

/** The curves of a metric, by column name: one curve for each split, or one for the run, by epoch. */
export function metricLines(series: Series, measure: Measure): Readonly<Record<string, Curve>> {
  const lines: Record<string, Curve> = {};
  const rates: [string, readonly Cell[]][] = measure === RATE ? [[RATE, series.learning_rate]] : [];
  for (const [name, column] of [...Object.entries(series.metrics), ...rates]) {
    const own = PLAYER.test(name) ? PLAYERS : name.replace(PART, "");
    if (own !== measure) continue;
    const line = empty();
    for (let at = 0; at < series.length; at += 1) {
      push(line, series.epoch[at] ?? 0, series.step[at] ?? 0, column[at]);
    }
    lines[name] = line;
  }
  return lines;
}

const WORDS: Readonly<Record<string, string>> = {
  [PLAYERS]: "both losses",
  r2: "R²",
  mse: "mean squared error",
  kl: "KL divergence",
  exact: "answers wholly right",
  modes: "clusters found",
  quality: "share of good points",
};

/** A measure's name for people. */
export function measureWords(measure: Measure): string {
  return WORDS[measure] ?? measure.replaceAll("_", " ");
}

/** The short name of a live setting, for its mark in the chart: `lr`, `train`, `p of drop1`. */
export function settingWords(field: string): string {
  const parts = field.split(".");
  const name = (parts[parts.length - 1] ?? field).replaceAll("_", " ");
  return parts[0] === "nodes" ? `${name} of ${parts[1]}` : name;
}

/** The cross-entropy if all C classes get the same probability: ln C. Null for other losses. */
export function lossOfChance(classes: number, loss: string | undefined): number | null {
  return classes > 1 && loss === "cross_entropy" ? Math.log(classes) : null;
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
