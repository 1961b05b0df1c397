/** Prepares the tensors of readings for drawing. Pure. */
import { floatsOf, valueAt, type Tensor } from "../api/reading";
import { largestMagnitude, type PixelValues } from "../components/colourScale";

export { floatsOf };

/** The data in a form that the colour tables accept. Bytes stay bytes. */
export function pixelsOf({ data }: Tensor): PixelValues {
  const isReady =
    data instanceof Int8Array || data instanceof Uint8Array || data instanceof Float32Array;
  return isReady ? data : Float32Array.from(data, Number);
}

/** The value of one quantization step in slice `at` of the first axis; 1 if the tensor is not quantized. */
export function unitOf({ scale }: Tensor, at = 0): number {
  if (scale === null) return 1;
  return typeof scale === "number" ? scale : (scale[at] ?? 1);
}

/** The values of slice `at` of the first axis. */
export function sliceOf(tensor: Tensor, at: number): PixelValues {
  const size = tensor.data.length / Math.max(1, tensor.shape[0] ?? 1);
  return pixelsOf(tensor).subarray(at * size, (at + 1) * size);
}

/** The largest absolute value in slice `at`, in real units. */
export function boundOf(tensor: Tensor, at: number): number {
  return largestMagnitude(sliceOf(tensor, at), unitOf(tensor, at));
}

/** The lowest and the highest value; [0, 0] for an empty tensor. */
export function spanOf(tensor: Tensor): readonly [number, number] {
  let low = Infinity;
  let high = -Infinity;
  for (let at = 0; at < tensor.data.length; at += 1) {
    const value = valueAt(tensor, at);
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return low <= high ? [low, high] : [0, 0];
}

/** A number for people to read: four significant digits and a typographic minus. */
export function numberText(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  const size = Math.abs(value);
  const isPlain = size === 0 || (size >= 1e-3 && size < 1e5);
  const words = isPlain ? String(Number(value.toPrecision(4))) : value.toExponential(2);
  return words.replace(/^-/, "−").replace("e-", "e−");
}
