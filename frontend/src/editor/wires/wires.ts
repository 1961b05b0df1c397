/** The geometry of wires that are drawn one per weight, and their groups of equal colour and width. Pure. */

import { heightAt } from "../scene/wirePath";

/**
 * All weights between two cards: the places where their wires start and end, in canvas pixels, and the weight matrix.
 */
export interface Bundle {
  /** The id of the node with the weights. */
  readonly node: string;
  readonly x1: number;
  readonly x2: number;
  readonly starts: readonly number[];
  readonly ends: readonly number[];
  /** Row-major [ends, starts]; null if not measured. */
  readonly weights: Float32Array | null;
}

/** The wires with the same colour and width. */
export interface Stroke {
  readonly isPositive: boolean;
  /** The level of the width, from 0 (thinnest) to LEVELS - 1. */
  readonly level: number;
  /** The indices of start and end of each wire: [start, end, start, end, …]. */
  readonly pairs: readonly number[];
}

export const LEVELS = 6;

/** Groups the wires of a bundle by sign and magnitude. A weight of magnitude `max` gets the widest wire. */
export function strokesOf(weights: Float32Array, starts: number, max: number): Stroke[] {
  const buckets: number[][] = Array.from({ length: 2 * LEVELS }, () => []);
  weights.forEach((weight, at) => {
    if (!Number.isFinite(weight)) return;
    const level = Math.min(LEVELS - 1, Math.floor((Math.abs(weight) / (max || 1)) * LEVELS));
    buckets[level * 2 + (weight > 0 ? 1 : 0)]?.push(at % starts, Math.floor(at / starts));
  });
  return buckets.flatMap((pairs, at) =>
    pairs.length > 0 ? [{ isPositive: at % 2 === 1, level: Math.floor(at / 2), pairs }] : [],
  );
}

/** The width in canvas pixels and the opacity of the wires of a level. */
export function strokeStyle(level: number): { width: number; alpha: number } {
  const share = (level + 0.5) / LEVELS;
  return { width: 0.6 + 3.6 * share, alpha: 0.3 + 0.6 * share };
}

/** The horizontal distance between an end of a wire's curve and its control point. */
export function bend(x1: number, x2: number): number {
  return Math.max(16, Math.abs(x2 - x1) / 2);
}

/**
 * The weight whose wire is nearest to a point; null if none is within `reach`. Of equally near wires the first one is
 * returned.
 */
export function nearestWeight(
  bundle: Bundle,
  x: number,
  y: number,
  reach: number,
): { row: number; column: number } | null {
  const { x1, x2, starts, ends } = bundle;
  if (x <= x1 || x >= x2) return null;
  let best: { row: number; column: number } | null = null;
  let least = reach;
  ends.forEach((end, row) =>
    starts.forEach((start, column) => {
      const away = Math.abs(heightAt(x, x1, start, x2, end) - y);
      if (away >= least) return;
      least = away;
      best = { row, column };
    }),
  );
  return best;
}
