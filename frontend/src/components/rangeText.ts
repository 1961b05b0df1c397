/** Which numbers are accepted, in words. Pure. */
import { shortNumber } from "./logSlider";

/** An end that is not bounded is the largest number there is, and is left out. */
export function rangeText(lowest: number, highest: number): string {
  const isOpenBelow = lowest <= -Number.MAX_VALUE;
  const isOpenAbove = highest >= Number.MAX_VALUE;
  if (isOpenBelow && isOpenAbove) return "of any size";
  if (isOpenAbove) return `from ${shortNumber(lowest)} upwards`;
  if (isOpenBelow) return `up to ${shortNumber(highest)}`;
  return `from ${shortNumber(lowest)} to ${shortNumber(highest)}`;
}
