/** A binary frame as it lies on the wire (MessagePack with raw tensor bytes) to readings with typed arrays. */
import { decode } from "@msgpack/msgpack";

import type { Frame, Kind, Reading, Tensor, TensorData } from "../api/reading";

type Bytes = Uint8Array<ArrayBuffer>;

/** How the bytes of each dtype are read; all are little-endian, as every browser is. */
const READERS: Readonly<Record<string, (bytes: Bytes, length: number) => TensorData>> = {
  int8: (bytes, length) => new Int8Array(bytes.buffer, bytes.byteOffset, length),
  uint8: (bytes, length) => new Uint8Array(bytes.buffer, bytes.byteOffset, length),
  bool: (bytes, length) => new Uint8Array(bytes.buffer, bytes.byteOffset, length),
  int16: (bytes, length) => new Int16Array(aligned(bytes, 2), 0, length),
  int32: (bytes, length) => new Int32Array(aligned(bytes, 4), 0, length),
  float32: (bytes, length) => new Float32Array(aligned(bytes, 4), 0, length),
  float64: (bytes, length) => new Float64Array(aligned(bytes, 8), 0, length),
  int64: (bytes, length) => new BigInt64Array(aligned(bytes, 8), 0, length),
};

/** The frame in these bytes. Throws an `Error` with a sentence where they are no frame. */
export function decodeFrame(bytes: ArrayBuffer): Frame {
  const frame = decode(new Uint8Array(bytes)) as Raw;
  if (typeof frame !== "object" || frame === null || !Array.isArray(frame["readings"]))
    throw new Error("a binary message was no frame of readings; reload the page");
  return {
    run: String(frame["run"]),
    probe: String(frame["probe"]),
    step: Number(frame["step"]),
    epoch: Number(frame["epoch"]),
    readings: (frame["readings"] as Raw[]).map(readingOf),
  };
}

type Raw = Record<string, unknown>;

function readingOf(raw: Raw): Reading {
  const tensors = Object.entries(raw["tensors"] as Record<string, Raw>);
  return {
    kind: raw["kind"] as Kind,
    path: String(raw["path"]),
    facts: raw["facts"] as Raw,
    tensors: Object.fromEntries(tensors.map(([name, tensor]) => [name, tensorOf(tensor)])),
  };
}

function tensorOf(raw: Raw): Tensor {
  const dtype = String(raw["dtype"]);
  const shape = raw["shape"] as number[];
  const read = READERS[dtype];
  if (!read) throw new Error(`a tensor of ${dtype} came, which this page cannot read; reload it`);
  const length = shape.reduce((product, size) => product * size, 1);
  const data = read(raw["data"] as Bytes, length);
  return { dtype, shape, scale: raw["scale"] as Tensor["scale"], data };
}

/** A buffer whose first byte is the first byte of these; wider numbers may only lie at multiples of their size. */
function aligned(bytes: Bytes, size: number): ArrayBuffer {
  if (bytes.byteOffset === 0 && bytes.byteLength % size === 0) return bytes.buffer;
  return bytes.slice().buffer;
}
