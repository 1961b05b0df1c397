/** What a brush does to painted points. Pure: the chance comes from outside. */

/** x₁, x₂ and the number of the class. */
export type PaintedPoint = readonly [x: number, y: number, group: number];

/** Both coordinates lie between minus this and this, as the data set says. */
export const EDGE = 2;
export const MOST_POINTS = 5_000;
export const FEWEST_CLASSES = 2;
export const MOST_CLASSES = 6;
/** A rubber is at least so wide, that a single point can be hit. */
const LEAST_RUBBER = 0.08;

export interface Brush {
  readonly group: number;
  /** How far from its middle it paints, in units of the plane; 0 paints exactly where it is. */
  readonly spread: number;
}

/** One more point where the brush is, a little beside it where it spreads. */
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

/** The points that a rubber of this spread leaves; the same list where it takes none. */
export function erased(
  points: readonly PaintedPoint[],
  [x, y]: readonly [number, number],
  spread: number,
): readonly PaintedPoint[] {
  const reach = Math.max(LEAST_RUBBER, spread);
  const left = points.filter(([px, py]) => Math.hypot(px - x, py - y) > reach);
  return left.length === points.length ? points : left;
}

/** The points without those of a class that is taken away; classes behind it move up. */
export function withoutClass(points: readonly PaintedPoint[], group: number): PaintedPoint[] {
  return points
    .filter((point) => point[2] !== group)
    .map(([x, y, of]) => [x, y, of > group ? of - 1 : of]);
}

/** The first name that no class has yet. */
export function freeName(classes: readonly string[]): string {
  const names = ["orange", "blue", "green", "pink", "yellow", "violet"];
  const [, ...rest] = ["", ...names, ...classes.map((_, at) => `class ${at + 1}`)];
  const preferred = names[classes.length];
  const free = [preferred ?? "", ...rest].find((name) => name !== "" && !classes.includes(name));
  return free ?? `class ${classes.length + 1}`;
}

/** Points as a data entry keeps them; anything else gives `otherwise`. */
export function pointsOf(value: unknown, otherwise: unknown): readonly PaintedPoint[] {
  const list = Array.isArray(value) ? value : Array.isArray(otherwise) ? otherwise : [];
  return list.filter(
    (point): point is PaintedPoint =>
      Array.isArray(point) && point.length === 3 && point.every((part) => typeof part === "number"),
  );
}

/** From 0 to below 1. */
function chance(): number {
  const [number = 0] = crypto.getRandomValues(new Uint32Array(1));
  return number / 2 ** 32;
}

function within(value: number): number {
  return Number(Math.min(EDGE, Math.max(-EDGE, value)).toFixed(3));
}
