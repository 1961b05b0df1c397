/** How runs are compared: the quantities they have in common, their curves by epoch, and the best values. Pure. */
import type { Difference } from "../../project/differences";
import type { Compared } from "../../store/comparison";
import { newestOf, numberOf, type Cell, type Series } from "../../store/series";
import type { Curve } from "../shared/lossLines";

const LOSSES = ["test_loss", "val_loss", "train_loss"] as const;
type Loss = (typeof LOSSES)[number];
/** For all other quantities less is better: losses, errors, mistakes. */
const MORE_IS_BETTER = /accuracy|r2|exact|modes|quality/;
/** In a GAN, a low loss of one network does not mean that it is good. */
const NEITHER = /generator_loss|discriminator_loss/;

/**
 * The quantities that can be drawn for these runs: losses first, then metrics of the test samples, then other metrics.
 */
export function quantitiesOf(runs: readonly Compared[]): readonly string[] {
  const metrics = new Set(runs.flatMap(({ series }) => Object.keys(series.metrics)));
  const sorted = [...metrics].sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
  const hasValidation = runs.some(({ series, info }) => isValidated(series, info?.final));
  const losses = LOSSES.filter((name) => name !== "val_loss" || hasValidation);
  return [...losses, ...sorted];
}

function isValidated(series: Series, final: object | undefined): boolean {
  return (
    series.val_loss.some((loss) => loss !== null) || (final !== undefined && "val_loss" in final)
  );
}

function rank(metric: string): number {
  if (metric.startsWith("test_")) return 0;
  return metric.startsWith("val_") ? 1 : 2;
}

function isLoss(quantity: string): quantity is Loss {
  return (LOSSES as readonly string[]).includes(quantity);
}

/** `test_accuracy` as `test accuracy`. */
export function quantityName(quantity: string): string {
  return quantity.replaceAll("_", " ").replace(/\br2\b/, "R²");
}

/** A quantity after each epoch. */
export function curveOf(series: Series, quantity: string): Curve {
  const column = columnOf(series, quantity);
  const curve: Curve = { x: [], y: [], steps: [] };
  for (let at = 0; at < series.length; at += 1) {
    const value = column?.[at];
    if (series.kind[at] !== "epoch" || value === null || value === undefined) continue;
    curve.x.push(series.epoch[at] ?? 0);
    curve.y.push(value);
    curve.steps.push(series.step[at] ?? 0);
  }
  return curve;
}

function columnOf(series: Series, quantity: string): readonly Cell[] | undefined {
  if (isLoss(quantity)) return series[quantity];
  return series.metrics[quantity];
}

/** The newest value of a quantity. If no points have arrived yet, the value from the server's list of runs. */
export function newestValue({ series, info }: Compared, quantity: string): Cell {
  const newest = newestOf(series);
  if (!newest) return numberOf(info?.final?.[quantity]);
  if (isLoss(quantity)) return newest[quantity];
  return newest.metrics[quantity] ?? null;
}

/** The indices of the best values. Empty if all values are equal or if values of this quantity cannot be ranked. */
export function bestOf(quantity: string, values: readonly Cell[]): ReadonlySet<number> {
  if (NEITHER.test(quantity)) return new Set();
  const finite = values.filter((value) => value !== null && Number.isFinite(value)) as number[];
  const best = MORE_IS_BETTER.test(quantity) ? Math.max(...finite) : Math.min(...finite);
  const winners = values.flatMap((value, at) => (value === best ? [at] : []));
  return new Set(winners.length === values.length ? [] : winners);
}

/** Whether a setting belongs to the loss. If it differs, the losses cannot be compared and none is best. */
export function isOfLoss({ path }: Pick<Difference, "path">): boolean {
  return path.startsWith("training.loss.");
}

/** Whether a setting belongs to the data, or to how much of them is trained on. */
export function isOfData({ path }: Pick<Difference, "path">): boolean {
  return path.startsWith("data.") || path === "training.val_fraction";
}

/** Why the results of these runs cannot be held against each other, as sentences; none where they can. */
export function warningsOf(rows: readonly Difference[]): readonly string[] {
  const data = rows.filter(isOfData);
  const loss = rows.filter(isOfLoss);
  const warnings: string[] = [];
  if (data.length > 0) {
    warnings.push(
      `The data are not the same (${listed(data)}), so a better number does not mean a better network.`,
    );
  }
  if (loss.length > 0) {
    warnings.push(
      `The losses are not the same (${listed(loss)}), so their values cannot be compared.`,
    );
  }
  return warnings;
}

/** Most settings that a sentence names. */
const MOST_NAMED = 3;

/** `Noise: 0.1, 0.2; Seed: 1, 2`. */
function listed(rows: readonly Difference[]): string {
  const named = rows
    .slice(0, MOST_NAMED)
    .map(({ label, values }) => `${label}: ${[...new Set(values)].join(", ")}`);
  const more = rows.length - named.length;
  return [...named, ...(more > 0 ? [`${more} more`] : [])].join("; ");
}

/** Titles without an ending that is another title: `GRU · Memory` beside `Memory` becomes `GRU`. Pure. */
export function ownTitles(titles: readonly string[]): readonly string[] {
  return titles.map((title) => {
    const end = titles.map((other) => ` · ${other}`).find((tail) => title.endsWith(tail));
    return end ? title.slice(0, -end.length) : title;
  });
}
