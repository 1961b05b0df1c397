/** A photo as a picture of the data's size, so that the network can be asked about it. Nothing is uploaded. */
import type { Pad } from "../sample/customSample";

/** Larger files are refused: no camera makes them, and decoding them would stop the page. */
const MOST_BYTES = 40_000_000;

/** The bytes of a photo in the size and the channels of the data. Rejects with a sentence. */
export async function photoOf(file: File, pad: Pad): Promise<Uint8Array> {
  if (file.size > MOST_BYTES) {
    throw new Error("the picture is larger than 40 MB; take a smaller one");
  }
  const bitmap = await createImageBitmap(file).catch(() => {
    throw new Error(`“${file.name}” is no picture that this browser can read; take a JPEG or PNG`);
  });
  try {
    return photoBytes(shrunk(bitmap, pad), pad);
  } finally {
    bitmap.close();
  }
}

/** The middle of the photo, in the shape of the data, as RGBA. */
function shrunk(bitmap: ImageBitmap, { width, height }: Pad): Uint8ClampedArray {
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext("2d");
  if (!context) throw new Error("this browser has no canvas to shrink the picture on");
  const { x, y, wide, high } = middleOf(bitmap.width, bitmap.height, width / height);
  context.imageSmoothingQuality = "high";
  context.drawImage(bitmap, x, y, wide, high, 0, 0, width, height);
  return context.getImageData(0, 0, width, height).data;
}

/** The largest part of a picture that has this ratio of width to height, from its middle. */
export function middleOf(width: number, height: number, ratio: number) {
  const wide = Math.min(width, height * ratio);
  const high = Math.min(height, width / ratio);
  return { x: (width - wide) / 2, y: (height - high) / 2, wide, high };
}

/**
 * One plane for each channel. Grey data have light strokes on black: a photo with a light edge, such as ink on paper, is
 * turned round, and its darkest and lightest places become 0 and 255.
 */
export function photoBytes(rgba: Uint8ClampedArray, { channels, width, height }: Pad): Uint8Array {
  const size = width * height;
  if (channels === 3) {
    return Uint8Array.from({ length: 3 * size }, (_, at) => {
      const channel = Math.floor(at / size);
      return rgba[4 * (at % size) + channel] ?? 0;
    });
  }
  const grey = Float32Array.from({ length: size }, (_, at) => {
    const [r = 0, g = 0, b = 0] = rgba.subarray(4 * at, 4 * at + 3);
    return 0.299 * r + 0.587 * g + 0.114 * b;
  });
  const [low, high] = [Math.min(...grey), Math.max(...grey)];
  const span = Math.max(1, high - low);
  const isTurned = edgeMean(grey, width, height) > (low + high) / 2;
  return Uint8Array.from(grey, (value) => {
    const share = (value - low) / span;
    return Math.round(255 * (isTurned ? 1 - share : share));
  });
}

function edgeMean(grey: Float32Array, width: number, height: number): number {
  const isEdge = (at: number) => {
    const [x, y] = [at % width, Math.floor(at / width)];
    return x === 0 || y === 0 || x === width - 1 || y === height - 1;
  };
  const edge = [...grey].filter((_, at) => isEdge(at));
  return edge.reduce((sum, value) => sum + value, 0) / edge.length;
}
