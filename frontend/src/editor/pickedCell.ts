/** From a place on a card's picture to the number there, and from a number to its places on the picture. Pure. */
import type { Rect } from "../components/tiles";
import type { Span } from "../store/cell";
import type { HoveredPart } from "./state";
import type { Look } from "./tilings";

/** The place in a layer's output [shape] under the pointer; null where the picture does not show its numbers. */
export function indexUnder(part: HoveredPart, shape: readonly number[]): number[] | null {
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
      return shape.length === 1 ? [at(down, first)] : null;
    case "sequence":
      return shape.length === 2 ? [at(across, first), at(down, second)] : null;
    default:
      return null;
  }
}

function at(share: number, size: number): number {
  return Math.max(0, Math.min(size - 1, Math.floor(share * size)));
}

/** Where a block of a layer's output [shape] lies on its picture: a rectangle in every tile that shows some of it. */
export function rectsOf(look: Look, box: readonly Span[], shape: readonly number[]): Rect[] {
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
      return look.tiles.map((tile) => within(tile, [0, 0], 1, a, first));
    case "sequence":
      return look.tiles.slice(0, 1).map((tile) => within(tile, a, first, b, second));
    default:
      return [];
  }
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
