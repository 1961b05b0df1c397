/** Numbers as pictures tell them. Pure. */

/** A number as a picture has it, with no more digits than that is true to. */
export function aboutText(value: number): string {
  return Number.isFinite(value) ? `value about ${value.toFixed(2).replace("-", "−")}` : "";
}
