/** Losses and metrics as short texts of similar length, so that a row of them stays on one line. Pure. */

/** Metrics that are shares of a whole. */
const SHARES = /(accuracy|exact|quality)$/;
/** Metrics that are counts. */
const COUNTS = /^(mistakes|modes)$/;

export function metricText(name: string, value: number): string {
  if (!Number.isFinite(value)) return String(value);
  if (COUNTS.test(name)) return value.toFixed(0);
  if (SHARES.test(name)) return value === 1 ? "100 %" : `${(100 * value).toFixed(1)} %`;
  const size = Math.abs(value);
  // Very small and very large numbers are written with a power of ten.
  if ((size < 1e-3 && size > 0) || size >= 1e5) return value.toExponential(1);
  return size < 10 ? value.toFixed(4) : value.toPrecision(5);
}
