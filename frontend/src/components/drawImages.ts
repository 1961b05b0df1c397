/** Draws many small images at once onto a canvas, without React. */
import { paint, type PixelValues, type Shade } from "./colourScale";
import type { ColourMode } from "./colours";
import { putPixels } from "./pixels";
import type { Rect, TileGrid } from "./tiles";

/** Images of one size: `count` of them, each `height` rows of `width` numbers. */
type Images = Pick<TileGrid, "count" | "width" | "height">;

/** A canvas that holds the images while they are drawn. Drawing is synchronous, so one is enough for the page. */
let strip: HTMLCanvasElement | null = null;

/**
 * Draws image k of `values` into `rects[k]`. `shade` is one shade for all images, or a list with one for each. With
 * `smooth` the browser blends between the numbers (samples of a plane); otherwise each number is a square (weights and
 * samples).
 */
export function drawImages(
  context: CanvasRenderingContext2D,
  images: Images,
  rects: readonly Rect[],
  values: PixelValues,
  shade: Shade | readonly Shade[],
  mode: ColourMode,
  smooth = false,
): void {
  const { count, width, height } = images;
  const canvas = (strip ??= document.createElement("canvas"));
  putPixels(canvas, width, height * count, (pixels) =>
    paintEach(pixels, width * height, values, shade, mode),
  );
  context.imageSmoothingEnabled = smooth;
  rects.slice(0, count).forEach(({ x, y, width: wide, height: high }, at) => {
    // Leave out half a pixel at each edge: there, smoothing would mix in the next image.
    const rim = smooth ? 0.5 : 0;
    const top = at * height + rim;
    context.drawImage(canvas, rim, top, width - 2 * rim, height - 2 * rim, x, y, wide, high);
  });
}

/** Colours images of `size` numbers, one after the other. */
export function paintEach(
  pixels: Uint32Array,
  size: number,
  values: PixelValues,
  shade: Shade | readonly Shade[],
  mode: ColourMode,
): void {
  if (!isList(shade)) return paint(pixels, values, shade, mode);
  shade.forEach((own, at) => {
    const [from, to] = [at * size, (at + 1) * size];
    paint(pixels.subarray(from, to), values.subarray(from, to), own, mode);
  });
}

function isList(shade: Shade | readonly Shade[]): shade is readonly Shade[] {
  return Array.isArray(shade);
}
