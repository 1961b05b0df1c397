/** Puts the epochs of a run into as many columns as there is room for. Pure. */
import type { Cell, Series } from "../../store/series";

/** A round number of epochs that holds all there are, so that the strip grows in few large steps. */
export function horizonOf(epoch: number, asked: number): number {
  let power = 10;
  while (power * 10 <= epoch) power *= 10;
  const round = [1, 2, 5, 10].map((factor) => factor * power).find((value) => value > epoch);
  return Math.max(1, Math.min(asked, round ?? epoch));
}

/** Which column of `columns` an epoch lies in, when `horizon` epochs fill them. */
export function columnOf(epoch: number, horizon: number, columns: number): number {
  return Math.min(columns - 1, Math.floor((epoch / (horizon + 1)) * columns));
}

/** The indices of the epoch points, by column: the last point of each; null where no epoch ended. */
export function epochColumns(
  series: Series,
  horizon: number,
  columns: number,
): readonly (number | null)[] {
  const found = new Array<number | null>(columns).fill(null);
  for (let at = 0; at < series.length; at += 1) {
    if (series.kind[at] !== "epoch") continue;
    found[columnOf(series.epoch[at] ?? 0, horizon, columns)] = at;
  }
  return found;
}

/** As many columns as epochs, but no more than there is room for. */
export function columnCount(horizon: number, most: number): number {
  return Math.max(1, Math.min(most, horizon + 1));
}

/** The numbers of a column at the points of `epochColumns`; NaN where there is none. */
export function pick(column: readonly Cell[], at: readonly (number | null)[]): number[] {
  return at.map((index) => (index === null ? NaN : (column[index] ?? NaN)));
}
