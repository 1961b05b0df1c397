/** The pictures of a preview: bytes that came as text. Pure. */
import type { PreviewHalf } from "../api/types";

export interface Pictures {
  readonly width: number;
  readonly height: number;
  /** The bytes of one picture, row by row; of several channels the first. */
  at(index: number): Uint8Array;
}

export function picturesOf(images: PreviewHalf["images"]): Pictures | null {
  if (!images) return null;
  const bytes = Uint8Array.from(atob(images.data), (letter) => letter.charCodeAt(0));
  const [width = 1, height = 1] = [images.shape.at(-1), images.shape.at(-2)];
  const size = images.shape.slice(1).reduce((product, length) => product * length, 1);
  return {
    width,
    height,
    at: (index) => bytes.subarray(index * size, index * size + width * height),
  };
}
