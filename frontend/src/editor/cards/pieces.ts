/**
 * One part of a card picture, as numbers in rows and columns with their shade. Used for small and enlarged pictures.
 * Pure.
 */
import type { Tensor } from "../../api/reading";
import {
  largestMagnitude,
  signed,
  type PixelValues,
  type Shade,
} from "../../components/colourScale";
import { boundOf, sliceOf, unitOf, valueOf } from "./tensors";

export interface Piece {
  readonly values: PixelValues;
  readonly rows: number;
  readonly columns: number;
  readonly shade: Shade;
  /** True for samples of a plane: the browser blends between neighbouring numbers. */
  readonly isSmooth?: boolean;
}

/** Slice `at` of the first of three axes; null if the tensor has other axes or no such slice. */
export function slice(tensor: Tensor, at: number, shadeOf: (bound: number) => Shade): Piece | null {
  const [count = 0, rows = 0, columns = 0] = tensor.shape;
  if (tensor.shape.length !== 3 || at >= count || rows * columns < 1) return null;
  const shade = { ...shadeOf(boundOf(tensor, at)), unit: unitOf(tensor, at) };
  return { values: sliceOf(tensor, at), rows, columns, shade };
}

/** A block of steps × features that begins at index `from` of the tensor, with time on the horizontal axis. */
export function overTime(tensor: Tensor, from: number, shape: readonly number[]): Piece | null {
  const [steps = 0, features = 0] = shape;
  if (steps * features < 1 || shape.length !== 2) return null;
  const values = new Float32Array(steps * features);
  for (let step = 0; step < steps; step += 1) {
    for (let feature = 0; feature < features; feature += 1) {
      values[feature * steps + step] = valueOf(tensor, from + step * features + feature);
    }
  }
  return { values, rows: features, columns: steps, shade: signed(largestMagnitude(values)) };
}

/** The cell of a piece at a position in it. */
export function cellIn(
  { rows, columns }: Pick<Piece, "rows" | "columns">,
  { across, down }: { readonly across: number; readonly down: number },
): { readonly row: number; readonly column: number } {
  return { row: cellOf(down, rows), column: cellOf(across, columns) };
}

/** Which of `count` cells contains a position from 0 to 1. */
export function cellOf(share: number, count: number): number {
  return Math.max(0, Math.min(count - 1, Math.floor(share * count)));
}

/** The number of a piece at a position in it. */
export function numberIn(
  piece: Piece,
  place: { readonly across: number; readonly down: number },
): number {
  const { row, column } = cellIn(piece, place);
  return Number(piece.values[row * piece.columns + column]) * (piece.shade.unit ?? 1);
}
