/** Which picture a card shows, how large it is and where its parts lie. Pure; sizes in CSS pixels. */
import type { Rect } from "../../components/tiles";
import { sequenceLook, statesLook, tokensLook, RECURRENT } from "./sequenceLook";
import type { Subject } from "./subject";
import { column, grid, NONE, whole, type Look } from "./tilings";

export type { Subject } from "./subject";
export type { Look, LookKind } from "./tilings";

/** More units than these are not wired one by one. */
export const MOST_WIRED = 16;
const MOST_UNITS = 64;
const MOST_MAPS = 32;
const MOST_CELLS = 256;
const MATRIX_SIDE = 84;
const IMAGE_SIDE = 72;
const BAR_WIDTH = 92;
/** Generated pictures, as many in a row as in a column. */
const GENERATED_SIDE = 4;

/** The picture for a card. */
export function lookOf(subject: Subject): Look {
  const { shape, plane, type, place } = subject;
  if (!shape) return NONE;
  if (subject.isTokens) return tokensLook("tokens", shape[0] ?? 0, subject.vocab);
  if (RECURRENT.has(type)) return statesLook(subject);
  if (shape.length === 2) return sequenceLook(subject);
  if (place === "switch" && plane) return whole("scatter", MATRIX_SIDE, MATRIX_SIDE, 2);
  if (place === "generated" && !plane) return generatedLook();
  if (shape.length === 3) return mapsLook(place === "switch" ? "input" : type, shape);
  const units = shape.length === 1 ? (shape[0] ?? 0) : 0;
  if (units < 1) return NONE;
  if (plane) return unitsLook(units);
  if (type === "output" && subject.num_classes > 1 && units <= 20) return barsLook(units);
  if (type === "noise" && units > 8) return cellsLook(units);
  if (units <= MOST_WIRED) return column("cells", units, units <= 8 ? 22 : 17, units <= 8 ? 8 : 5);
  if (type === "linear" && subject.num_params > 0) {
    return whole("matrix", MATRIX_SIDE, MATRIX_SIDE, units);
  }
  return cellsLook(units);
}

function cellsLook(units: number): Look {
  const shown = Math.min(units, MOST_CELLS);
  const columns = shown <= 24 ? 4 : shown <= 96 ? 8 : 16;
  return grid("cells", units, shown, columns, shown <= 24 ? 12 : 8, 1);
}

function unitsLook(units: number): Look {
  if (units <= 8) return column("units", units, 31, 6);
  if (units <= MOST_WIRED) return column("units", units, 21, 3);
  return grid("units", units, Math.min(units, MOST_UNITS), units <= 32 ? 4 : 8, 22, 3);
}

function mapsLook(type: string, shape: readonly number[]): Look {
  const channels = shape[0] ?? 1;
  const shown = Math.min(channels, MOST_MAPS);
  if (channels === 1 && (type === "input" || type === "output")) {
    return whole("image", IMAGE_SIDE, IMAGE_SIDE, 1);
  }
  if (channels === 1 && type !== "conv2d") return whole("maps", IMAGE_SIDE, IMAGE_SIDE, 1);
  if (type === "conv2d" && channels <= 8) return filtersLook(channels, 2, 20, 36);
  if (type === "conv2d" && channels <= 16) return filtersLook(channels, 3, 17, 31);
  if (channels <= 8) return grid("maps", channels, shown, Math.min(2, channels), 36, 5);
  if (channels <= 16) return grid("maps", channels, shown, 4, 31, 4);
  return grid("maps", channels, shown, 4, 24, 3);
}

function generatedLook(): Look {
  const count = GENERATED_SIDE * GENERATED_SIDE;
  return grid("generated", count, count, GENERATED_SIDE, 24, 2);
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
    ...NONE,
    kind: "filters",
    width: side * pitch.x - 7,
    height: Math.ceil(count / side) * pitch.y - 5,
    tiles: indices.map(({ x, y }) => ({ x: x + filter + 3, y, width: map, height: map })),
    filters: indices.map(({ x, y }) => ({ x, y, width: filter, height: filter })),
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
