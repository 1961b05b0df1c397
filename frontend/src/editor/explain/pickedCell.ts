/** From a place on a card's picture to the number there, and from a number to its places on the picture. Pure. */
import type { Rect } from "../../components/tiles";
import type { Span } from "../../store/cell";
import type { HoveredPart } from "../scene/state";
import type { Look } from "../cards/tilings";

/** What a picture shows now, where that is not what the layer gives: known only from what was measured. */
export interface PictureContents {
  /** Of one tile. */
  readonly rows: number;
  readonly columns: number;
  /** The rows of an embedding's table that the steps of the shown sample took. */
  readonly tokens: readonly number[];
  /** Of an answer in words: the number of the likeliest one at each place; -1 where nothing is asked. */
  readonly choices: readonly number[];
}

export const NO_CONTENTS: PictureContents = { rows: 0, columns: 0, tokens: [], choices: [] };

/**
 * The place in a layer's output [shape] under the pointer; null where the picture tells of none. Gates belong to what
 * the layer gives at their step and unit; an attention map to the step that looks, of which the first feature is taken.
 */
export function indexUnder(
  part: HoveredPart,
  shape: readonly number[],
  shown: PictureContents = NO_CONTENTS,
): number[] | null {
  const { look, index, across, down } = part;
  const [first = 1, second = 1, third = 1] = shape;
  switch (look) {
    case "image":
    case "maps":
    case "filters":
      return shape.length === 3 ? [index, at(down, second), at(across, third)] : null;
    case "filter":
      return shape.length === 3 ? [index, second >> 1, third >> 1] : null;
    case "units":
    case "cells":
    case "bars":
      return shape.length === 1 ? [index] : null;
    case "matrix":
      return shape.length === 1 ? [at(down, first)] : embedded(part, shown);
    case "sequence":
    case "encoding":
      return shape.length === 2 ? [at(across, first), at(down, second)] : null;
    case "tokens":
      return shape.length === 1 ? [index] : null;
    case "states":
      return stateUnder(part, shape, shown);
    case "attention":
      return shape.length === 2 && shown.rows > 0 ? [at(down, shown.rows), 0] : null;
    case "expected":
    case "hidden":
      return answered(index, shown);
    default:
      return null;
  }
}

/** A unit at a step, or where only the last step is given that unit there. */
function stateUnder(
  { across, down }: HoveredPart,
  { length }: readonly number[],
  { rows, columns }: PictureContents,
): number[] | null {
  if (rows === 0 || length > 2) return null;
  return length === 2 ? [at(across, columns), at(down, rows)] : [at(down, rows)];
}

/** The first step whose token has the row under the pointer. */
function embedded({ across, down }: HoveredPart, shown: PictureContents): number[] | null {
  const step = shown.tokens.indexOf(at(down, shown.rows));
  return step < 0 ? null : [step, at(across, shown.columns)];
}

function answered(place: number, { choices }: PictureContents): number[] | null {
  const choice = choices[place] ?? -1;
  return choice < 0 ? null : [place, choice];
}

function at(share: number, size: number): number {
  return Math.max(0, Math.min(size - 1, Math.floor(share * size)));
}

/** Where a block of a layer's output [shape] lies on its picture: a rectangle in every tile that shows some of it. */
export function rectsOf(
  look: Look,
  box: readonly Span[],
  shape: readonly number[],
  shown: PictureContents = NO_CONTENTS,
): Rect[] {
  if (box.some(([low, high]) => low > high) || box.length !== shape.length) return [];
  const [first = 1, second = 1, third = 1] = shape;
  const [a, b, c] = box as readonly [Span, Span, Span];
  switch (look.kind) {
    case "image":
    case "maps":
    case "filters":
      return tilesIn(look, a).map((tile) => within(tile, c, third, b, second));
    case "units":
    case "cells":
    case "bars":
      return tilesIn(look, a);
    case "matrix":
      if (box.length === 2) return rowsOf(look, a, b, shown);
      return look.tiles.map((tile) => within(tile, [0, 0], 1, a, first));
    case "tokens":
    case "expected":
    case "hidden":
      return tilesIn(look, a);
    case "states":
      return statesOf(look, box, shown);
    case "attention":
      return look.tiles.flatMap((tile) => cut(tile, [0, 0], 1, a, shown.rows));
    case "encoding":
    case "sequence":
      return look.tiles.slice(0, 1).map((tile) => within(tile, a, first, b, second));
    default:
      return [];
  }
}

/** What the tokens of some steps took from an embedding's table. */
function rowsOf({ tiles }: Look, steps: Span, features: Span, shown: PictureContents): Rect[] {
  const rows = new Set(shown.tokens.slice(steps[0], steps[1] + 1));
  return tiles.flatMap((tile) =>
    [...rows].flatMap((row) => cut(tile, features, shown.columns, [row, row], shown.rows)),
  );
}

/** The same unit and step in every gate; all steps where only the last is given. */
function statesOf(
  { tiles }: Look,
  box: readonly Span[],
  { rows, columns }: PictureContents,
): Rect[] {
  const [a, b] = box as readonly [Span, Span];
  if (box.length === 1) return tiles.flatMap((tile) => cut(tile, [0, 0], 1, a, rows));
  return tiles.flatMap((tile) => cut(tile, a, columns, b, rows));
}

/** As much of a block as a tile shows. */
function cut(tile: Rect, across: Span, columns: number, down: Span, rows: number): Rect[] {
  const wide: Span = [across[0], Math.min(across[1], columns - 1)];
  const high: Span = [down[0], Math.min(down[1], rows - 1)];
  if (wide[0] > wide[1] || high[0] > high[1]) return [];
  return [within(tile, wide, columns, high, rows)];
}

function tilesIn(look: Look, [low, high]: Span): Rect[] {
  return look.tiles.slice(low, high + 1);
}

function within(tile: Rect, across: Span, columns: number, down: Span, rows: number): Rect {
  return {
    x: tile.x + (across[0] / columns) * tile.width,
    y: tile.y + (down[0] / rows) * tile.height,
    width: ((across[1] - across[0] + 1) / columns) * tile.width,
    height: ((down[1] - down[0] + 1) / rows) * tile.height,
  };
}
