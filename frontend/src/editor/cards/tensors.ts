/** Tensors as the colour tables take them. Pure. */
import type { Tensor } from "../../api/reading";
import { largestMagnitude, type PixelValues } from "../../components/colourScale";

/** The data themselves, quantized ones as they are. */
export function pixelsOf({ data }: Tensor): PixelValues {
  return data instanceof Int8Array || data instanceof Uint8Array || data instanceof Float32Array
    ? data
    : Float32Array.from(data, Number);
}

/** What one quantized step of slice `at` is worth; 1 where values are as they are. */
export function unitOf({ scale }: Tensor, at = 0): number {
  if (scale === null) return 1;
  return typeof scale === "number" ? scale : (scale[at] ?? 1);
}

/** The real value at a flat, row-major place; NaN where there is none. */
export function valueOf(tensor: Tensor, index: number): number {
  const slice = tensor.data.length / Math.max(1, tensor.shape[0] ?? 1);
  return Number(tensor.data[index] ?? NaN) * unitOf(tensor, Math.floor(index / slice));
}

/** The numbers of one slice of the first axis. */
export function sliceOf(tensor: Tensor, at: number): PixelValues {
  const size = tensor.data.length / Math.max(1, tensor.shape[0] ?? 1);
  return pixelsOf(tensor).subarray(at * size, (at + 1) * size);
}

/** The largest magnitude of slice `at`; slices quantized by themselves use their whole range. */
export function boundOf(tensor: Tensor, at: number): number {
  if (Array.isArray(tensor.scale)) return 127 * unitOf(tensor, at);
  return largestMagnitude(sliceOf(tensor, at), unitOf(tensor, at));
}

export function hasNegative(tensor: Tensor): boolean {
  return pixelsOf(tensor).some((value) => value < 0);
}

/** A matrix as floats when it has `rows` × `columns` numbers, else null: it is of another drawing. */
export function matrixOf(
  tensor: Tensor | undefined,
  rows: number,
  columns: number,
): Float32Array | null {
  if (!tensor || tensor.shape[0] !== rows || tensor.shape[1] !== columns) return null;
  if (tensor.data instanceof Float32Array && tensor.scale === null) return tensor.data;
  return Float32Array.from({ length: rows * columns }, (_, at) => valueOf(tensor, at));
}

/**
 * A bound of slice `at` that most of its numbers fill: what lies far out is drawn as strong as the bound, so that
 * the rest can be told apart. Never more than the largest magnitude.
 */
export function usualBound(tensor: Tensor, at: number): number {
  const values = sliceOf(tensor, at);
  let sum = 0;
  for (const value of values) sum += Math.abs(value);
  const mean = (sum / Math.max(1, values.length)) * unitOf(tensor, at);
  return Math.min(boundOf(tensor, at), 1.4 * mean);
}
