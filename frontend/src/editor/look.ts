/** Which picture a card shows, how large it is and where its parts lie. Pure; sizes in CSS pixels. */
import type { Rect } from "../components/tiles";

/**
 * `units`: what each unit computes over the plane. `cells`: each unit's number for the shown sample. `image`: the
 * sample itself. `maps`: feature maps. `filters`: filters beside their feature maps. `matrix`: all weights. `bars`:
 * the answer for the shown sample. `none`: nothing to draw yet.
 */
export type LookKind =
  "units" | "cells" | "image" | "maps" | "filters" | "matrix" | "bars" | "none";

export interface Look {
  readonly kind: LookKind;
  readonly width: number;
  readonly height: number;
  /** One a unit, channel or bar, in order; for `filters` those of the maps. */
  readonly tiles: readonly Rect[];
  /** For `filters`: where each filter lies, beside its map. */
  readonly filters: readonly Rect[];
  /** The height at which each unit's wires end; null where wires are not drawn one per weight. */
  readonly ports: readonly number[] | null;
  /** How many there are, of which `tiles` are shown. */
  readonly total: number;
}

/** What the picture of a card depends on. */
export interface Subject {
  /** The type of the card's first layer. */
  readonly type: string;
  /** Of one sample behind the card's last layer; null while unknown. */
  readonly shape: readonly number[] | null;
  /** Whether samples are points of a plane. */
  readonly plane: boolean;
  /** How many classes the data have; 0 where the target is a number. */
  readonly num_classes: number;
  readonly num_params: number;
}

/** More units than these are not wired one by one. */
export const MOST_WIRED = 16;
const MOST_UNITS = 64;
const MOST_MAPS = 32;
const MOST_CELLS = 256;
const MATRIX_SIDE = 84;
const IMAGE_SIDE = 72;
const BAR_WIDTH = 92;

const NONE: Look = {
  kind: "none",
  width: 84,
  height: 22,
  tiles: [],
  filters: [],
  ports: null,
  total: 0,
};

/** The picture for a card. */
export function lookOf(subject: Subject): Look {
  const { shape, plane } = subject;
  if (shape?.length === 3) return mapsLook(subject, shape);
  const units = shape?.length === 1 ? (shape[0] ?? 0) : 0;
  if (units < 1) return NONE;
  if (plane) return unitsLook(units);
  if (subject.type === "output" && subject.num_classes > 1 && units <= 20) return barsLook(units);
  if (units <= MOST_WIRED) return column("cells", units, units <= 8 ? 22 : 17, units <= 8 ? 8 : 5);
  if (subject.type === "linear" && subject.num_params > 0) return matrixLook(units);
  const shown = Math.min(units, MOST_CELLS);
  return grid("cells", units, shown, shown <= 64 ? 4 : 8, 8, 1);
}

function unitsLook(units: number): Look {
  if (units <= 8) return column("units", units, 31, 6);
  if (units <= MOST_WIRED) return column("units", units, 21, 3);
  return grid("units", units, Math.min(units, MOST_UNITS), units <= 32 ? 4 : 8, 22, 3);
}

function mapsLook({ type, num_classes: _classes }: Subject, shape: readonly number[]): Look {
  const channels = shape[0] ?? 1;
  const shown = Math.min(channels, MOST_MAPS);
  if (type === "input" && channels === 1) {
    const tile = { x: 0, y: 0, width: IMAGE_SIDE, height: IMAGE_SIDE };
    return {
      ...NONE,
      kind: "image",
      width: IMAGE_SIDE,
      height: IMAGE_SIDE,
      tiles: [tile],
      total: 1,
    };
  }
  if (type === "conv2d" && channels <= 8) return filtersLook(channels, 2, 20, 36);
  if (type === "conv2d" && channels <= 16) return filtersLook(channels, 2, 17, 31);
  if (channels <= 8) return grid("maps", channels, shown, Math.min(2, channels), 36, 5);
  if (channels <= 16) return grid("maps", channels, shown, 2, 31, 4);
  return grid("maps", channels, shown, 4, 24, 3);
}

/** Filters with their maps at their right, `columns` pairs side by side. */
function filtersLook(count: number, columns: number, filter: number, map: number): Look {
  const side = Math.min(columns, count);
  const pitch = { x: filter + 3 + map + 7, y: map + 5 };
  const corner = (at: number) => ({
    x: (at % side) * pitch.x,
    y: Math.floor(at / side) * pitch.y,
  });
  const indices = Array.from({ length: count }, (_, at) => corner(at));
  return {
    kind: "filters",
    width: side * pitch.x - 7,
    height: Math.ceil(count / side) * pitch.y - 5,
    tiles: indices.map(({ x, y }) => ({ x: x + filter + 3, y, width: map, height: map })),
    filters: indices.map(({ x, y }) => ({ x, y, width: filter, height: filter })),
    ports: null,
    total: count,
  };
}

function barsLook(classes: number): Look {
  const pitch = classes <= 4 ? 22 : 16;
  const tiles = Array.from({ length: classes }, (_, at) => ({
    x: 0,
    y: at * pitch,
    width: BAR_WIDTH,
    height: pitch - 4,
  }));
  return {
    ...NONE,
    kind: "bars",
    width: BAR_WIDTH,
    height: classes * pitch - 4,
    tiles,
    ports: classes <= MOST_WIRED ? tiles.map(({ y, height }) => y + height / 2) : null,
    total: classes,
  };
}

function matrixLook(rows: number): Look {
  const tile = { x: 0, y: 0, width: MATRIX_SIDE, height: MATRIX_SIDE };
  return {
    ...NONE,
    kind: "matrix",
    width: MATRIX_SIDE,
    height: MATRIX_SIDE,
    tiles: [tile],
    total: rows,
  };
}

/** One below the other, each with wires of its own. */
function column(kind: LookKind, count: number, size: number, gap: number): Look {
  const look = grid(kind, count, count, 1, size, gap);
  return { ...look, ports: look.tiles.map(({ y }) => y + size / 2) };
}

function grid(
  kind: LookKind,
  total: number,
  count: number,
  columns: number,
  size: number,
  gap: number,
): Look {
  const pitch = size + gap;
  const tiles = Array.from({ length: count }, (_, at) => ({
    x: (at % columns) * pitch,
    y: Math.floor(at / columns) * pitch,
    width: size,
    height: size,
  }));
  const rows = Math.ceil(count / columns);
  return {
    kind,
    width: columns * pitch - gap,
    height: rows * pitch - gap,
    tiles,
    filters: [],
    ports: null,
    total,
  };
}

/** The tile under a point of the picture, and where in it (0 to 1), or null between tiles. */
export function tileUnder(
  tiles: readonly Rect[],
  x: number,
  y: number,
): { readonly index: number; readonly across: number; readonly down: number } | null {
  const index = tiles.findIndex(
    (tile) => x >= tile.x && y >= tile.y && x < tile.x + tile.width && y < tile.y + tile.height,
  );
  const tile = tiles[index];
  if (!tile) return null;
  return { index, across: (x - tile.x) / tile.width, down: (y - tile.y) / tile.height };
}
