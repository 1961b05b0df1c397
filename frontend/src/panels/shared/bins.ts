/** Puts the epochs of a run into as many columns as there is room for. Pure. */
import type { Cell, Series } from "../../store/series";

/** How many epochs the columns span: a round number above `epoch`, at most `asked`. So the scale changes seldom. */
export function horizonOf(epoch: number, asked: number): number {
  let power = 10;
  while (power * 10 <= epoch) power *= 10;
  const round = [1, 2, 5, 10].map((factor) => factor * power).find((value) => value > epoch);
  return Math.max(1, Math.min(asked, round ?? epoch));
}

/** The column of an epoch, if `horizon` epochs fill `columns` columns. */
export function columnOf(epoch: number, horizon: number, columns: number): number {
  return Math.min(columns - 1, Math.floor((epoch / (horizon + 1)) * columns));
}

/** For each column, the index of its last epoch point; null if no epoch ended in it. */
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

/** How many columns to draw: one for each epoch, but at most `most`. */
export function columnCount(horizon: number, most: number): number {
  return Math.max(1, Math.min(most, horizon + 1));
}

/** The values of a series column at the points of `epochColumns`; NaN for a missing value. */
export function pick(column: readonly Cell[], at: readonly (number | null)[]): number[] {
  return at.map((index) => (index === null ? NaN : (column[index] ?? NaN)));
}
