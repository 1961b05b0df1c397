/** What pictures of cards are painted with: images on tiles, frames, and colours that do not flicker. Knows no React. */
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

/** Draws pieces of their own shape each, one a tile; where one is missing the tile stays empty. */
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

/** Pieces with the colours of all to one bound, which grows at once and shrinks slowly. */
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

/** The same colours for numbers up to `max`. */
function bounded(shade: Shade, max: number): Shade {
  return { ...shade, low: shade.scale === "diverging" ? -max : 0, high: max };
}

/** Maps and pictures, one a tile. A reading of another number of units is of another drawing: nothing is drawn. */
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

/** The input's features are each drawn to their own bound, as they have nothing to do with one another. */
export function ownShades(tensor: Tensor, count: number): Shade[] {
  return Array.from({ length: count }, (_, at) => signed(boundOf(tensor, at), unitOf(tensor, at)));
}

/** All units of another layer share one bound, so that a weak unit looks weak. */
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

/** Empty frames: nothing was measured here yet. */
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
