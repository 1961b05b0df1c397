/** Converts tensors to the values that the colour tables use. Pure. */
import type { Tensor } from "../../api/reading";
import { largestMagnitude, type PixelValues } from "../../components/colourScale";

/** The numbers of a tensor. Quantized numbers stay as they are. */
export function pixelsOf({ data }: Tensor): PixelValues {
  return data instanceof Int8Array || data instanceof Uint8Array || data instanceof Float32Array
    ? data
    : Float32Array.from(data, Number);
}

/** The real value of one quantized step of slice `at`; 1 if the tensor is not quantized. */
export function unitOf({ scale }: Tensor, at = 0): number {
  if (scale === null) return 1;
  return typeof scale === "number" ? scale : (scale[at] ?? 1);
}

/** The real value at a flat, row-major index; NaN if there is none. */
export function valueOf(tensor: Tensor, index: number): number {
  const slice = tensor.data.length / Math.max(1, tensor.shape[0] ?? 1);
  return Number(tensor.data[index] ?? NaN) * unitOf(tensor, Math.floor(index / slice));
}

/** The numbers of slice `at` of the first axis. */
export function sliceOf(tensor: Tensor, at: number): PixelValues {
  const size = tensor.data.length / Math.max(1, tensor.shape[0] ?? 1);
  return pixelsOf(tensor).subarray(at * size, (at + 1) * size);
}

/**
 * The largest magnitude of slice `at`. If each slice has its own scale, its largest magnitude is 127 quantized steps.
 */
export function boundOf(tensor: Tensor, at: number): number {
  if (Array.isArray(tensor.scale)) return 127 * unitOf(tensor, at);
  return largestMagnitude(sliceOf(tensor, at), unitOf(tensor, at));
}

export function hasNegative(tensor: Tensor): boolean {
  return pixelsOf(tensor).some((value) => value < 0);
}

/** A matrix as floats; null if its shape is not `rows` × `columns`, because it then belongs to another drawing. */
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
 * A bound of slice `at` for its colours: 1.4 times the mean magnitude, but at most the largest magnitude. Outliers get
 * the colour of the bound, so that the other numbers can be told apart.
 */
export function usualBound(tensor: Tensor, at: number): number {
  const values = sliceOf(tensor, at);
  let sum = 0;
  for (const value of values) sum += Math.abs(value);
  const mean = (sum / Math.max(1, values.length)) * unitOf(tensor, at);
  return Math.min(boundOf(tensor, at), 1.4 * mean);
}
