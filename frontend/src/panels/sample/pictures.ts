/** The pictures of a preview, whose bytes arrive as base64 text. Pure. */
import type { PreviewHalf } from "../../api/types";

export interface Pictures {
  readonly width: number;
  readonly height: number;
  /** 1 for grey, 3 for red, green and blue. */
  readonly channels: number;
  /** The bytes of one picture, row by row; only its first channel. */
  readonly at: (index: number) => Uint8Array;
  /** The bytes of one picture with all its channels, one channel after the other. */
  readonly whole: (index: number) => Uint8Array;
}

export function picturesOf(images: PreviewHalf["images"]): Pictures | null {
  if (!images) return null;
  const bytes = Uint8Array.from(atob(images.data), (letter) => letter.charCodeAt(0));
  const [width = 1, height = 1] = [images.shape.at(-1), images.shape.at(-2)];
  const size = images.shape.slice(1).reduce((product, length) => product * length, 1);
  return {
    width,
    height,
    channels: size / (width * height),
    at: (index) => bytes.subarray(index * size, index * size + width * height),
    whole: (index) => bytes.subarray(index * size, (index + 1) * size),
  };
}

/** Writes a picture in its real colours or greys into `pixels`, as RGBA in memory order. */
export function coloursOf(
  { width, height, channels, whole }: Pictures,
  index: number,
  pixels: Uint32Array,
): void {
  const size = width * height;
  const bytes = whole(index);
  const [green, blue] = channels === 3 ? [size, 2 * size] : [0, 0];
  for (let at = 0; at < size; at += 1) {
    const [r = 0, g = 0, b = 0] = [bytes[at], bytes[green + at], bytes[blue + at]];
    pixels[at] = (0xff000000 | (b << 16) | (g << 8) | r) >>> 0;
  }
}
