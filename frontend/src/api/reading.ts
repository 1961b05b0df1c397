/** What a probe measured, as it arrives: tensors are typed arrays over the frame's own bytes. */
import type { components } from "./schema.gen";

type Schemas = components["schemas"];

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
export type Kind = Schemas["Kind"];

/** A reading of one kind: its facts and the names of its tensors are those that the kind itself declares. */
export type ReadingOf<K extends Kind> = AsHere<Extract<Schemas["Reading"], { kind: K }>>;

/** A reading of any kind; `kind` says which, and so what its facts are. */
export type Reading = ReadingOf<Kind>;

export type FactsOf<K extends Kind> = ReadingOf<K>["facts"];

/** A reading as the schema says it, with its tensors as they are here. */
type AsHere<Wire> = Wire extends { kind: infer K; facts: infer Facts; tensors: infer Named }
  ? {
      readonly kind: K;
      /** Where: a node id, `node.param`, `output`, or empty for the whole network. */
      readonly path: string;
      readonly facts: Readonly<Facts>;
      readonly tensors: { readonly [Name in keyof Named]: Tensor };
    }
  : never;

/** All that one probe measured at one step of one run. */
export interface Frame {
  readonly run: string;
  /** The probe's key, or `#<id>` for an answer to one question. */
  readonly probe: string;
  readonly step: number;
  readonly epoch: number;
  readonly readings: readonly Reading[];
}

/** The reading where it is of this kind; else nothing. */
export function ofKind<K extends Kind>(
  reading: Reading | undefined,
  kind: K,
): ReadingOf<K> | undefined {
  return reading?.kind === kind ? (reading as ReadingOf<K>) : undefined;
}

/** The tensor `values`, which most kinds have. */
export function valuesOf(reading: Reading | undefined): Tensor | undefined {
  return reading && "values" in reading.tensors ? reading.tensors.values : undefined;
}

/** The name of each step, where the reading is of a sample of tokens. */
export function tokensOf({ facts }: Reading): readonly string[] | undefined {
  return ("tokens" in facts && facts.tokens) || undefined;
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
