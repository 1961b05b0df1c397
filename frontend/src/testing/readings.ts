/**
 * One small reading of every kind, packed by the server (`tests/telemetry/samples.py`), and functions to make other
 * readings.
 */
import golden from "../../../tests/golden/readings.json";
import type { Kind, ReadingOf, Tensor } from "../api/reading";
import { ofKind } from "../api/reading";
import { decodeFrame } from "../stream/decode";

/** The bytes of a frame with a reading of every kind. */
export function sampleBytes(): ArrayBuffer {
  return Uint8Array.from(atob(golden.frame), (character) => character.charCodeAt(0)).buffer;
}

/** The sample of one kind. */
export function sampleOf<K extends Kind>(kind: K): ReadingOf<K> {
  const found = decodeFrame(sampleBytes()).frame.readings.flatMap((one) => ofKind(one, kind) ?? []);
  if (!found[0])
    throw new Error(`run \`python -m tests.telemetry.samples\`: no reading of ${kind}`);
  return found[0];
}

/** A tensor of 32-bit floats with this shape; values that are left out are 0. */
export function floats(shape: readonly number[], ...values: readonly number[]): Tensor {
  const length = shape.reduce((product, size) => product * size, 1);
  const data = new Float32Array(length);
  data.set(values);
  return { dtype: "float32", shape, scale: null, data };
}
