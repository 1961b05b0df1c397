/** A small reading of every kind, as the server itself packs it (`tests/telemetry/samples.py`), and pieces to make others of. */
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

/** Plain floats. */
export function floats(shape: readonly number[], ...values: readonly number[]): Tensor {
  const length = shape.reduce((product, size) => product * size, 1);
  const data = new Float32Array(length);
  data.set(values);
  return { dtype: "float32", shape, scale: null, data };
}
