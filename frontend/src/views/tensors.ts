/** From tensors as they arrive to what the pictures take. Pure. */
import { floatsOf, valueAt, type Reading, type Tensor } from "../api/reading";
import { largestMagnitude, type PixelValues } from "../components/colourScale";

export { floatsOf };

/** A tensor of a reading by its name. Raises where the reading has none, which its kind promises. */
export function tensorOf(reading: Reading, name: string): Tensor {
  const tensor = reading.tensors[name];
  if (!tensor) throw new Error(`the reading of ${reading.path || "the network"} has no “${name}”`);
  return tensor;
}

/** The data as the colour tables take them: bytes stay bytes. */
export function pixelsOf({ data }: Tensor): PixelValues {
  const isReady =
    data instanceof Int8Array || data instanceof Uint8Array || data instanceof Float32Array;
  return isReady ? data : Float32Array.from(data, Number);
}

/** What one step of slice `at` of the first axis is worth; 1 where nothing is quantized. */
export function unitOf({ scale }: Tensor, at = 0): number {
  if (scale === null) return 1;
  return typeof scale === "number" ? scale : (scale[at] ?? 1);
}

/** The values of slice `at` of the first axis. */
export function sliceOf(tensor: Tensor, at: number): PixelValues {
  const size = tensor.data.length / Math.max(1, tensor.shape[0] ?? 1);
  return pixelsOf(tensor).subarray(at * size, (at + 1) * size);
}

/** The largest magnitude of slice `at`, in real units. */
export function boundOf(tensor: Tensor, at: number): number {
  return largestMagnitude(sliceOf(tensor, at), unitOf(tensor, at));
}

/** A list of words among the facts; empty where there is none. */
export function wordsOf(reading: Reading, fact: string): readonly string[] {
  const words = reading.facts[fact];
  return Array.isArray(words) ? words.map(String) : [];
}

/** A number among the facts. */
export function factOf(reading: Reading, fact: string): number | undefined {
  const value = reading.facts[fact];
  return typeof value === "number" ? value : undefined;
}

/** The lowest and highest value; [0, 0] of nothing. */
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

/** A number as people read it: four digits, a typographic minus. */
export function numberText(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  const size = Math.abs(value);
  const isPlain = size === 0 || (size >= 1e-3 && size < 1e5);
  const words = isPlain ? String(Number(value.toPrecision(4))) : value.toExponential(2);
  return words.replace(/^-/, "−").replace("e-", "e−");
}
