/** The pieces that pictures of cards are laid out from: tiles in a column or a grid. Pure; sizes in CSS pixels. */
import type { Rect } from "../../components/tiles";

/**
 * `units`: what each unit computes over the plane. `cells`: each unit's number for the shown sample. `image`: the
 * sample itself. `maps`: feature maps. `filters`: filters beside their feature maps. `matrix`: all weights. `bars`:
 * the answer for the shown sample. `tokens`: the shown sample as text. `sequence`: numbers over time. `states`: what
 * a recurrent layer remembers over time, and its gates. `attention`: where each head looks. `encoding`: what is added
 * to each position. `expected`, `hidden`: the likeliest tokens
 * that come next, or that stand at hidden places. `scatter`: real and generated points.
 * `generated`: generated pictures. `none`: nothing to draw yet.
 */
export type LookKind =
  | "units"
  | "cells"
  | "image"
  | "maps"
  | "filters"
  | "matrix"
  | "bars"
  | "tokens"
  | "sequence"
  | "states"
  | "attention"
  | "encoding"
  | "expected"
  | "hidden"
  | "scatter"
  | "generated"
  | "none";

export interface Look {
  readonly kind: LookKind;
  readonly width: number;
  readonly height: number;
  /** One a unit, channel, bar, head, gate or token, in order; for `filters` those of the maps. */
  readonly tiles: readonly Rect[];
  /** For `filters`: where each filter lies, beside its map. */
  readonly filters: readonly Rect[];
  /** The height at which each unit's wires end; null where wires are not drawn one per weight. */
  readonly ports: readonly number[] | null;
  /** How many there are, of which `tiles` are shown. */
  readonly total: number;
}

export const NONE: Look = {
  kind: "none",
  width: 84,
  height: 22,
  tiles: [],
  filters: [],
  ports: null,
  total: 0,
};

/** One picture of `total` things. */
export function whole(kind: LookKind, width: number, height: number, total: number): Look {
  return { ...NONE, kind, width, height, tiles: [{ x: 0, y: 0, width, height }], total };
}

/** One below the other, each with wires of its own. */
export function column(kind: LookKind, count: number, size: number, gap: number): Look {
  const look = grid(kind, count, count, 1, size, gap);
  return { ...look, ports: look.tiles.map(({ y }) => y + size / 2) };
}

/** The first `count` of `total`, row after row, `height` as `size` where it is left out. */
export function grid(
  kind: LookKind,
  total: number,
  count: number,
  columns: number,
  size: number,
  gap: number,
  height: number = size,
): Look {
  const tiles = Array.from({ length: count }, (_, at) => ({
    x: (at % columns) * (size + gap),
    y: Math.floor(at / columns) * (height + gap),
    width: size,
    height,
  }));
  return {
    ...NONE,
    kind,
    width: Math.min(columns, Math.max(1, count)) * (size + gap) - gap,
    height: Math.ceil(count / columns) * (height + gap) - gap,
    tiles,
    total,
  };
}
