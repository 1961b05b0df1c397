/**
 * Drawing functions for card pictures: images on tiles, frames, and colours that do not flicker. Does not use React.
 */
import type { Tensor } from "../../api/reading";
import { largestMagnitude, signed, stickyMax, type Shade } from "../../components/colourScale";
import { css, INK, PAPER, type ColourMode } from "../../components/colours";
import { drawImages } from "../../components/drawImages";
import type { Rect } from "../../components/tiles";
import type { Layout } from "./layouts";
import type { CardScene } from "./picture";
import type { Piece } from "./pieces";
import { boundOf, pixelsOf, unitOf } from "./tensors";

export type Context = CanvasRenderingContext2D;

/** The font of text in pictures. */
export function textFont(letters: number): string {
  return `${letters}px system-ui, sans-serif`;
}

/** As much of a text as has room, in the font of the context; null if that is less than two letters of a longer one. */
export function fitted(context: Context, text: string, room: number): string | null {
  if (context.measureText(text).width <= room) return text;
  let length = text.length - 1;
  while (length > 1 && context.measureText(`${text.slice(0, length)}…`).width > room) length -= 1;
  return length < 2 ? null : `${text.slice(0, length)}…`;
}

/** Draws each piece on its tile. A tile without a piece gets an empty frame. */
export function paintPieces(
  context: Context,
  { picture, mode }: CardScene,
  pieces: readonly (Piece | null)[],
): void {
  const { tiles } = picture;
  const missing = tiles.filter((_, at) => !pieces[at]);
  if (missing.length > 0) blank(context, missing, mode);
  tiles.forEach((tile, at) => {
    const piece = pieces[at];
    if (!piece) return;
    const images = { count: 1, width: piece.columns, height: piece.rows };
    drawImages(context, images, [tile], piece.values, piece.shade, mode);
    rim(context, [tile], 1, mode);
  });
}

/**
 * Gives all pieces the same bound, so that their colours can be compared. The bound grows at once and shrinks slowly.
 */
export function toOneBound(
  pieces: readonly (Piece | null)[],
  { memory }: CardScene,
): (Piece | null)[] {
  const largest = pieces.map((piece) =>
    piece ? largestMagnitude(piece.values, piece.shade.unit) : 0,
  );
  memory.max = stickyMax(memory.max, Math.max(...largest));
  const { max } = memory;
  if (max <= 0) return [...pieces];
  return pieces.map((piece) => piece && { ...piece, shade: bounded(piece.shade, max) });
}

/** The same shade for numbers up to `max`. */
function bounded(shade: Shade, max: number): Shade {
  return { ...shade, low: shade.scale === "diverging" ? -max : 0, high: max };
}

/**
 * Draws images, one on each tile. A reading with another number of units belongs to another drawing, so the tiles stay
 * empty.
 */
export function paintImages(
  context: Context,
  { picture, mode }: CardScene,
  tensor: Tensor | undefined,
  shadesOf: (tensor: Tensor, count: number) => Shade | readonly Shade[],
  { isSmooth = false, radius = 2 } = {},
): void {
  const { tiles } = picture;
  const [count = 0, height = 0, width = 0] = tensor?.shape ?? [];
  if (!tensor || !isOf(picture, count)) return blank(context, tiles, mode);
  const shown = Math.min(count, tiles.length);
  const images = { count: shown, width, height };
  const shades = shadesOf(tensor, shown);
  clipped(context, tiles, radius, () =>
    drawImages(context, images, tiles, pixelsOf(tensor), shades, mode, isSmooth),
  );
  rim(context, tiles.slice(0, shown), radius, mode);
}

function isOf({ total, tiles }: Layout, count: number): boolean {
  return count > 0 && (count === total || (count < total && count >= tiles.length));
}

/** A separate bound for each feature of an input, because the features cannot be compared with one another. */
export function ownShades(tensor: Tensor, count: number): Shade[] {
  return Array.from({ length: count }, (_, at) => signed(boundOf(tensor, at), unitOf(tensor, at)));
}

/** One bound for all units of a layer, so that a weak unit looks weak. */
export function sharedBound(
  tensor: Tensor,
  count: number,
  { memory }: CardScene,
  bound: (tensor: Tensor, at: number) => number,
): number {
  const bounds = Array.from({ length: count }, (_, at) => bound(tensor, at));
  memory.max = stickyMax(memory.max, Math.max(...bounds));
  return memory.max;
}

/**
 * A bound for each picture of a layer, so that a weak one is seen as well. Its range is said where it is pointed at.
 */
export function ownBounds(
  tensor: Tensor,
  count: number,
  { memory }: CardScene,
  bound: (tensor: Tensor, at: number) => number,
): readonly number[] {
  const before = memory.maxes ?? [];
  memory.maxes = Array.from({ length: count }, (_, at) =>
    stickyMax(before[at] ?? 0, bound(tensor, at)),
  );
  return memory.maxes;
}

/** Draws empty tiles, for values that are not measured yet. */
export function blank(context: Context, tiles: readonly Rect[], mode: ColourMode): void {
  const radius = (tiles[0]?.width ?? 0) > 12 ? 4 : 0;
  context.fillStyle = css(PAPER[mode]);
  outline(context, tiles, radius);
  context.fill();
  rim(context, tiles, radius, mode);
}

export function clipped(
  context: Context,
  tiles: readonly Rect[],
  radius: number,
  draw: () => void,
): void {
  if (radius === 0) return draw();
  context.save();
  outline(context, tiles, radius);
  context.clip();
  draw();
  context.restore();
}

export function rim(
  context: Context,
  tiles: readonly Rect[],
  radius: number,
  mode: ColourMode,
): void {
  context.strokeStyle = css(INK[mode], 0.14);
  context.lineWidth = 1;
  outline(context, tiles, radius);
  context.stroke();
}

function outline(context: Context, tiles: readonly Rect[], radius: number): void {
  context.beginPath();
  for (const { x, y, width, height } of tiles) {
    context.roundRect(x + 0.5, y + 0.5, width - 1, height - 1, radius);
  }
}
