/** Maps numbers to pixels: ranges and scales for the canvas charts. Pure. */

/** The smallest and the largest value. */
export type Range = readonly [low: number, high: number];

/** Maps a value to a pixel. */
export type Place = (value: number) => number;

/** The range of all finite values (with `log`, of all finite values above 0); null if there are none. */
export function rangeOf(lists: Iterable<ArrayLike<number>>, log = false): Range | null {
  let low = Infinity;
  let high = -Infinity;
  for (const list of lists) {
    for (let at = 0; at < list.length; at += 1) {
      const value = list[at] as number;
      if (!Number.isFinite(value) || (log && value <= 0)) continue;
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  return low <= high ? [low, high] : null;
}

/**
 * Maps `range` to the pixels `from` … `to`, on a linear or a logarithmic scale. A range of one value is mapped to the
 * middle.
 */
export function place([low, high]: Range, from: number, to: number, log = false): Place {
  const bend = log ? Math.log : (value: number) => value;
  const span = bend(high) - bend(low);
  if (span === 0) return () => (from + to) / 2;
  return (value) => from + ((bend(value) - bend(low)) / span) * (to - from);
}

/**
 * Thins a curve to at most four points for each pixel column (first, lowest, highest, last), so that long curves are
 * drawn fast and keep their spikes.
 *
 * Returns ascending indices into `values`. A value that is not finite is kept, so that the curve has a gap there.
 */
export function thin(values: ArrayLike<number>, columns: number): number[] {
  const count = values.length;
  if (count <= columns * 4) return Array.from({ length: count }, (_, at) => at);
  const kept: number[] = [];
  for (let column = 0; column < columns; column += 1) {
    const first = Math.floor((column * count) / columns);
    const last = Math.floor(((column + 1) * count) / columns) - 1;
    kept.push(...corners(values, first, last));
  }
  return kept;
}

function corners(values: ArrayLike<number>, first: number, last: number): number[] {
  let lowest = first;
  let highest = first;
  for (let at = first; at <= last; at += 1) {
    const value = values[at] as number;
    if (!Number.isFinite(value))
      return [first, at, last].filter((v, i, all) => all.indexOf(v) === i);
    if (value < (values[lowest] as number)) lowest = at;
    if (value > (values[highest] as number)) highest = at;
  }
  return [...new Set([first, lowest, highest, last])].sort((a, b) => a - b);
}
