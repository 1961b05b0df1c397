/** One tile of a card's picture as numbers in rows and columns with their colours; the same for small and enlarged. Pure. */
import { ofKind, valuesOf, type Frame, type Reading, type Tensor } from "../../api/reading";
import {
  largestMagnitude,
  signed,
  type PixelValues,
  type Shade,
} from "../../components/colourScale";
import type { LookKind } from "./look";
import { readingOf, weightsOf, type OfNodes } from "./measured";
import { boundOf, hasNegative, pixelsOf, sliceOf, unitOf, valueOf } from "./tensors";

export interface Piece {
  readonly values: PixelValues;
  readonly rows: number;
  readonly columns: number;
  readonly shade: Shade;
}

/** A tile of a look, or the filter beside a feature map. */
export type PieceKind = LookKind | "filter";

/** Tile `index` of a picture as `frame` measured it; null where it has no such numbers. */
export function pieceOf(
  kind: PieceKind,
  frame: Frame | undefined,
  nodes: OfNodes,
  index: number,
): Piece | null {
  const reading = kindReading(kind, frame, nodes);
  const tensor = valuesOf(reading);
  if (!reading || !tensor) return null;
  switch (kind) {
    case "sequence":
    case "encoding":
      return overTime(tensor, 0, tensor.shape);
    case "states":
      return stateOf(reading, tensor, index);
    case "attention":
      return slice(tensor, index, () => ({ scale: "sequential", low: 0, high: 1 }));
    case "generated":
      return generatedOf(tensor, index, ofKind(reading, "images")?.facts.signed ?? false);
    case "matrix":
      return slice({ ...tensor, shape: [1, ...tensor.shape] }, 0, (bound) => signed(bound));
    case "filter":
      // Of a filter for many input channels, the one for the first is shown.
      return slice(tensor, index * (ofKind(reading, "image")?.facts.shown_in ?? 1), (bound) =>
        signed(bound),
      );
    case "image":
      return slice(tensor, index, (bound) => ({ scale: "ink", low: 0, high: bound || 1 }));
    case "units":
      return slice(tensor, index, (bound) => signed(bound));
    case "maps":
    case "filters":
      return slice(tensor, index, (bound) =>
        hasNegative(tensor) ? signed(bound) : { scale: "features", low: 0, high: bound || 1 },
      );
    case "cells":
    case "bars":
    case "tokens":
    case "expected":
    case "hidden":
    case "scatter":
    case "none":
      return null;
  }
}

/** The reading that a kind of picture is drawn from. */
function kindReading(
  kind: PieceKind,
  frame: Frame | undefined,
  { card, last }: OfNodes,
): Reading | undefined {
  switch (kind) {
    case "matrix": {
      const values = weightsOf(frame, card);
      return values && { kind: "matrix", path: card, facts: {}, tensors: { values } };
    }
    case "states": {
      // Of layers upon one another the last is shown: the one whose states go on.
      const layers = frame?.readings.filter(({ path }) => path.split(".")[0] === card) ?? [];
      return layers[layers.length - 1];
    }
    case "encoding":
      return readingOf(frame, `${card}.encoding`);
    case "attention":
    case "filter":
      return readingOf(frame, card);
    case "scatter":
    case "generated":
    case "expected":
    case "hidden":
      return frame?.readings[0];
    default:
      return readingOf(frame, last);
  }
}

/** Slice `at` of the first of three axes. */
function slice(tensor: Tensor, at: number, shadeOf: (bound: number) => Shade): Piece | null {
  const [count = 0, rows = 0, columns = 0] = tensor.shape;
  if (at >= count || rows * columns < 1) return null;
  const shade = { ...shadeOf(boundOf(tensor, at)), unit: unitOf(tensor, at) };
  return { values: sliceOf(tensor, at), rows, columns, shade };
}

/** Steps × features from place `from` on, with time to the right. */
function overTime(tensor: Tensor, from: number, shape: readonly number[]): Piece | null {
  const [steps = 0, features = 0] = shape;
  if (steps * features < 1 || shape.length !== 2) return null;
  const values = new Float32Array(steps * features);
  for (let step = 0; step < steps; step += 1) {
    for (let feature = 0; feature < features; feature += 1) {
      values[feature * steps + step] = valueOf(tensor, from + step * features + feature);
    }
  }
  return { values, rows: features, columns: steps, shade: signed(largestMagnitude(values)) };
}

/** Gates are open from 0 to 1; what is remembered has a sign. */
const GATES = new Set(["i", "f", "o", "r", "z"]);

/** The letter of a gate or state: the last word of its name. */
export function gateLetter(name: string | undefined): string {
  return name?.split(" ").pop() ?? "";
}

function stateOf(reading: Reading, tensor: Tensor, part: number): Piece | null {
  const [parts = 0, steps = 0, units = 0] = tensor.shape;
  const names = ofKind(reading, "states")?.facts.names;
  if (part >= parts || !names) return null;
  const piece = overTime(tensor, part * steps * units, [steps, units]);
  if (!piece || !GATES.has(gateLetter(names[part]))) return piece;
  return { ...piece, shade: { scale: "sequential", low: 0, high: 1 } };
}

/** Picture `index` of a grid [rows, columns, height, width]. */
function generatedOf(tensor: Tensor, index: number, isSigned: boolean): Piece | null {
  const [across = 0, down = 0, rows = 0, columns = 0] = tensor.shape;
  const size = rows * columns;
  if (size < 1 || index >= across * down) return null;
  const unit = unitOf(tensor);
  const values = pixelsOf(tensor).subarray(index * size, (index + 1) * size);
  const bound = largestMagnitude(pixelsOf(tensor), unit);
  const shade: Shade = isSigned
    ? signed(bound, unit)
    : { scale: "ink", low: 0, high: bound || 1, unit };
  return { values, rows, columns, shade };
}
