/** Exact numbers as text. Pure. */

/** Formats a measured number with six significant digits. */
export function exactText(value: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? "not a number" : String(value);
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-4 || size >= 1e7)) return value.toExponential(5).replace("-", "−");
  return value.toPrecision(6).replace("-", "−");
}
