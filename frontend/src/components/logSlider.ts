/** Converts between numbers and slider positions, on a linear or a logarithmic scale. Pure. */

/** Positions of the slider are from 0 to this. */
export const SLIDER_STEPS = 1000;

/** The range of a slider. With `log`, `min` must be above 0. */
export interface SliderRange {
  readonly min: number;
  readonly max: number;
  readonly step?: number;
  readonly log?: boolean;
}

/** The position of a value, 0 to SLIDER_STEPS. A value outside the range gets the nearest end. */
export function positionOf(value: number, range: SliderRange): number {
  const [low, high] = ends(range);
  const share = (bend(range, Math.max(value, range.min)) - low) / (high - low);
  return Math.round(Math.min(1, Math.max(0, share)) * SLIDER_STEPS);
}

/** The value at a position, rounded to a step; with `log`, to two digits. The ends are exact. */
export function valueAt(position: number, range: SliderRange): number {
  if (position <= 0) return range.min;
  if (position >= SLIDER_STEPS) return range.max;
  const [low, high] = ends(range);
  const bent = low + (position / SLIDER_STEPS) * (high - low);
  const value = range.log ? Number((10 ** bent).toPrecision(2)) : toStep(bent, range);
  return Math.min(range.max, Math.max(range.min, value));
}

/** Formats a number briefly: 0.01, 1e-4, 300. */
export function shortNumber(value: number): string {
  if (value === 0 || !Number.isFinite(value)) return String(value);
  const size = Math.abs(value);
  if (size < 1e-3 || size >= 1e6)
    return value.toExponential().replace(/^(-?\d(?:\.\d{1,3})?)\d*e\+?/, "$1e");
  return String(Number(value.toPrecision(4)));
}

function toStep(value: number, { min, max, step }: SliderRange): number {
  const unit = step ?? (max - min) / 100;
  return Number((min + Math.round((value - min) / unit) * unit).toPrecision(10));
}

function ends(range: SliderRange): [number, number] {
  return [bend(range, range.min), bend(range, range.max)];
}

function bend({ log }: SliderRange, value: number): number {
  return log ? Math.log10(value) : value;
}
