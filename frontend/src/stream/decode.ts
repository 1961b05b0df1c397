/** A binary frame as it lies on the wire (MessagePack with raw tensor bytes) to readings with typed arrays. */
import { decode } from "@msgpack/msgpack";

import { sentenceOf } from "../api/sentenceOf";
import { KINDS } from "../api/kinds.gen";
import type { Frame, Reading, Tensor, TensorData } from "../api/reading";

type Bytes = Uint8Array<ArrayBuffer>;

interface Reader {
  /** Bytes of one number. */
  readonly size: number;
  readonly read: (bytes: Bytes, length: number) => TensorData;
}

/** How the bytes of each dtype are read; all are little-endian, as every browser is. */
const READERS: Readonly<Record<string, Reader>> = {
  int8: { size: 1, read: (bytes, length) => new Int8Array(bytes.buffer, bytes.byteOffset, length) },
  uint8: {
    size: 1,
    read: (bytes, length) => new Uint8Array(bytes.buffer, bytes.byteOffset, length),
  },
  bool: {
    size: 1,
    read: (bytes, length) => new Uint8Array(bytes.buffer, bytes.byteOffset, length),
  },
  int16: { size: 2, read: (bytes, length) => new Int16Array(aligned(bytes, 2), 0, length) },
  int32: { size: 4, read: (bytes, length) => new Int32Array(aligned(bytes, 4), 0, length) },
  float32: { size: 4, read: (bytes, length) => new Float32Array(aligned(bytes, 4), 0, length) },
  float64: { size: 8, read: (bytes, length) => new Float64Array(aligned(bytes, 8), 0, length) },
  int64: { size: 8, read: (bytes, length) => new BigInt64Array(aligned(bytes, 8), 0, length) },
};

interface Declared {
  readonly facts: readonly string[];
  readonly tensors: Readonly<Record<string, { readonly axes: number; readonly isNeeded: boolean }>>;
}

const KNOWN: Readonly<Record<string, Declared>> = KINDS;

/** A frame with the readings that fit their kinds. */
export interface Decoded {
  readonly frame: Frame;
  /** Why each of the others was passed over, in a sentence. */
  readonly unread: readonly string[];
}

/** The frame in these bytes. Throws an `Error` with a sentence where they are no frame. */
export function decodeFrame(bytes: ArrayBuffer): Decoded {
  const raw = unpacked(bytes);
  if (!isRaw(raw) || !Array.isArray(raw["readings"])) throw new Error(NO_FRAME);
  const readings: Reading[] = [];
  const unread: string[] = [];
  for (const one of raw["readings"] as unknown[]) {
    try {
      readings.push(readingOf(one));
    } catch (error) {
      unread.push(sentenceOf(error));
    }
  }
  const frame: Frame = {
    run: String(raw["run"]),
    probe: String(raw["probe"]),
    step: Number(raw["step"]),
    epoch: Number(raw["epoch"]),
    readings,
  };
  return { frame, unread };
}

const NO_FRAME = "a binary message was no frame of readings; reload the page";

function unpacked(bytes: ArrayBuffer): unknown {
  try {
    return decode(new Uint8Array(bytes));
  } catch {
    throw new Error(NO_FRAME);
  }
}

type Raw = Readonly<Record<string, unknown>>;

function isRaw(value: unknown): value is Raw {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The reading, where it has all that its kind declares. The one place where what came becomes a `Reading`. */
function readingOf(raw: unknown): Reading {
  if (!isRaw(raw) || !isRaw(raw["facts"]) || !isRaw(raw["tensors"])) {
    throw new Error("a reading came that has no facts or no tensors; reload the page");
  }
  const { facts, tensors } = raw;
  const kind = String(raw["kind"]);
  const declared = Object.hasOwn(KNOWN, kind) ? KNOWN[kind] : undefined;
  if (!declared) {
    throw new Error(
      `a reading of the kind “${kind}” came, which this page does not know; reload it`,
    );
  }
  const missing = declared.facts.filter((name) => !(name in facts));
  if (missing.length > 0) {
    throw new Error(
      `a reading of the kind “${kind}” came without ${missing.join(", ")}; reload the page`,
    );
  }
  const path = String(raw["path"]);
  return { kind, path, facts, tensors: tensorsOf(kind, declared, tensors) } as Reading;
}

function tensorsOf(kind: string, declared: Declared, raw: Raw): Record<string, Tensor> {
  const found: Record<string, Tensor> = {};
  for (const [name, { axes, isNeeded }] of Object.entries(declared.tensors)) {
    const value = raw[name];
    if (value === undefined && !isNeeded) continue;
    if (!isRaw(value)) {
      throw new Error(
        `a reading of the kind “${kind}” came without its tensor ${name}; reload the page`,
      );
    }
    const tensor = tensorOf(value);
    if (tensor.shape.length !== axes) {
      throw new Error(
        `a tensor ${name} with ${tensor.shape.length} axes came in a reading of the kind “${kind}”, which has ${axes}; reload the page`,
      );
    }
    found[name] = tensor;
  }
  return found;
}

function tensorOf(raw: Raw): Tensor {
  const dtype = String(raw["dtype"]);
  const reader = Object.hasOwn(READERS, dtype) ? READERS[dtype] : undefined;
  if (!reader) throw new Error(`a tensor of ${dtype} came, which this page cannot read; reload it`);
  const [shape, bytes] = [raw["shape"], raw["data"]];
  if (!Array.isArray(shape) || !(bytes instanceof Uint8Array)) {
    throw new Error("a tensor came without its shape or its numbers; reload the page");
  }
  const length = (shape as number[]).reduce((product, size) => product * size, 1);
  if (bytes.byteLength !== length * reader.size) {
    throw new Error(
      `a tensor of ${length} numbers came with ${bytes.byteLength} bytes; reload the page`,
    );
  }
  const data = reader.read(bytes as Bytes, length);
  return { dtype, shape: shape as number[], scale: raw["scale"] as Tensor["scale"], data };
}

/** A buffer whose first byte is the first byte of these; wider numbers may only lie at multiples of their size. */
function aligned(bytes: Bytes, size: number): ArrayBuffer {
  if (bytes.byteOffset === 0 && bytes.byteLength % size === 0) return bytes.buffer;
  return bytes.slice().buffer;
}
