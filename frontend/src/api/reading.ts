/** What a probe measured, as it arrives: tensors are typed arrays over the frame's own bytes. */
import type { components } from "./schema.gen";

export type TensorData =
  Int8Array | Uint8Array | Int16Array | Int32Array | Float32Array | Float64Array | BigInt64Array;

export interface Tensor {
  readonly dtype: string;
  readonly shape: readonly number[];
  /** Null: values as they are. Else a value is `data * scale`, one scale for all or one a slice of the first axis. */
  readonly scale: number | readonly number[] | null;
  /** Row-major. */
  readonly data: TensorData;
}

/** What a reading is of, and so which view draws it; the schema says the tensors of each. */
export type Kind = components["schemas"]["Kind"];

export interface Reading {
  readonly kind: Kind;
  /** Where: a node id, `node.param`, `output`, or empty for the whole network. */
  readonly path: string;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly tensors: Readonly<Record<string, Tensor>>;
}

/** All that one probe measured at one step of one run. */
export interface Frame {
  readonly run: string;
  /** The probe's key, or `#<id>` for an answer to one question. */
  readonly probe: string;
  readonly step: number;
  readonly epoch: number;
  readonly readings: readonly Reading[];
}

/** The value at a flat, row-major place of a tensor. */
export function valueAt(tensor: Tensor, index: number): number {
  const { data, scale, shape } = tensor;
  const raw = Number(data[index] ?? NaN);
  if (scale === null) return raw;
  if (typeof scale === "number") return raw * scale;
  const slice = data.length / Math.max(1, shape[0] ?? 1);
  return raw * (scale[Math.floor(index / slice)] ?? NaN);
}

/** All values as floats; a copy, except where they are float32 already. */
export function floatsOf(tensor: Tensor): Float32Array {
  if (tensor.data instanceof Float32Array && tensor.scale === null) return tensor.data;
  return Float32Array.from({ length: tensor.data.length }, (_, index) => valueAt(tensor, index));
}
