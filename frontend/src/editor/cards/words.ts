/** Rounded numbers as text, for pictures. Pure. */

/** Formats a number that was read from a picture. Two decimals, because a picture is not more exact. */
export function aboutText(value: number): string {
  return Number.isFinite(value) ? `value about ${value.toFixed(2).replace("-", "−")}` : "";
}
