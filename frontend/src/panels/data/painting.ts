/** What a brush does to painted points. Pure: random numbers come from outside. */

/** x₁, x₂ and the index of the class. */
export type PaintedPoint = readonly [x: number, y: number, group: number];

/** Both coordinates lie between −EDGE and EDGE, the limits of the data set. */
export const EDGE = 2;
export const MOST_POINTS = 5_000;
export const FEWEST_CLASSES = 2;
export const MOST_CLASSES = 6;
/** The smallest radius of the eraser. It is large enough to hit a single point. */
const LEAST_RUBBER = 0.08;

export interface Brush {
  readonly group: number;
  /** The radius within which points are painted, in units of the plane; 0 paints exactly at the brush. */
  readonly spread: number;
}

/** The points with a new one at a random place within the spread of the brush. */
export function sprayed(
  points: readonly PaintedPoint[],
  [x, y]: readonly [number, number],
  { group, spread }: Brush,
  random: () => number = chance,
): readonly PaintedPoint[] {
  if (points.length >= MOST_POINTS) return points;
  const away = spread * Math.sqrt(random());
  const angle = 2 * Math.PI * random();
  const point = [within(x + away * Math.cos(angle)), within(y + away * Math.sin(angle)), group];
  return [...points, point as unknown as PaintedPoint];
}

/** The points outside the reach of an eraser with this spread. Returns the same list if it removes none. */
export function erased(
  points: readonly PaintedPoint[],
  [x, y]: readonly [number, number],
  spread: number,
): readonly PaintedPoint[] {
  const reach = Math.max(LEAST_RUBBER, spread);
  const left = points.filter(([px, py]) => Math.hypot(px - x, py - y) > reach);
  return left.length === points.length ? points : left;
}

/** The points without those of a removed class. The indices of later classes decrease by one. */
export function withoutClass(points: readonly PaintedPoint[], group: number): PaintedPoint[] {
  return points
    .filter((point) => point[2] !== group)
    .map(([x, y, of]) => [x, y, of > group ? of - 1 : of]);
}

/** The first suggested name that no class has yet. */
export function freeName(classes: readonly string[]): string {
  const names = ["orange", "blue", "green", "pink", "yellow", "violet"];
  const [, ...rest] = ["", ...names, ...classes.map((_, at) => `class ${at + 1}`)];
  const preferred = names[classes.length];
  const free = [preferred ?? "", ...rest].find((name) => name !== "" && !classes.includes(name));
  return free ?? `class ${classes.length + 1}`;
}

/** Reads points from a data entry. If `value` is no list, reads `otherwise` instead. Malformed points are left out. */
export function pointsOf(value: unknown, otherwise: unknown): readonly PaintedPoint[] {
  const list = Array.isArray(value) ? value : Array.isArray(otherwise) ? otherwise : [];
  return list.filter(
    (point): point is PaintedPoint =>
      Array.isArray(point) && point.length === 3 && point.every((part) => typeof part === "number"),
  );
}

/** A random number from 0 up to, but not including, 1. */
function chance(): number {
  const [number = 0] = crypto.getRandomValues(new Uint32Array(1));
  return number / 2 ** 32;
}

function within(value: number): number {
  return Number(Math.min(EDGE, Math.max(-EDGE, value)).toFixed(3));
}
