/** A person's own input (drawn, typed or set) in the format that the server reads: see `SampleProbe.asked`. Pure. */
import type { DataInfo, Preview } from "../../api/types";
import { columnsFor } from "./columnValues";

/** The props of the components that make a custom sample. */
export interface AskProps {
  readonly info: DataInfo;
  /** Known samples to begin with; null until they have arrived. */
  readonly samples: Preview | null;
}

/** The form of a custom sample. It depends on what the samples of the data are. */
export type InputForm = "picture" | "text" | "series" | "numbers";

/** Most numbers in a drawn picture. Every probe that uses the picture carries it to the server. */
export const MOST_PIXELS = 4_096;
/** Most numbers or columns that can be set one by one. */
export const MOST_SLIDERS = 32;
/** Most inputs that the columns of a table may have together. Every probe carries them to the server. */
const MOST_INPUTS = 1_000;
const MOST_STEPS = 300;
const BYTES = "bytes ";

/** The form of a custom sample for these data, or why it is not possible. */
export function inputFormOf(
  info: DataInfo,
  samples: Preview | null = null,
): InputForm | { readonly why: string } {
  const count = info.shape.reduce((product, length) => product * length, 1);
  if ((info.vocab?.length ?? 0) > 0) return "text";
  if (info.shape.length === 3)
    return count <= MOST_PIXELS
      ? "picture"
      : { why: `A picture of ${count.toLocaleString("en")} numbers is too large to be drawn here` };
  if (info.shape.length === 2)
    return info.shape[1] === 1 && count <= MOST_STEPS
      ? "series"
      : { why: "Steps of several numbers each cannot be drawn" };
  const columns = count <= MOST_INPUTS ? columnsFor(samples, count).length : 0;
  return count <= MOST_SLIDERS || (columns > 0 && columns <= MOST_SLIDERS)
    ? "numbers"
    : { why: `${count} numbers are too many to be set one by one` };
}

/** Identifies the data that a custom sample fits: their shape and the size of their vocabulary. */
export function dataSignature({ shape, vocab }: DataInfo): string {
  return `${shape.join("×")} ${vocab?.length ?? 0}`;
}

/** Numbers as text, separated by commas. */
export function numbersText(values: ArrayLike<number>, digits = 4): string {
  return Array.from(values, (value) => String(Number(value.toPrecision(digits)))).join(",");
}

/** Reads such a text; null if it does not hold exactly `count` numbers. */
export function numbersOf(text: string | undefined, count: number): number[] | null {
  const values = text?.split(",").map(Number) ?? [];
  return values.length === count && values.every(Number.isFinite) ? values : null;
}

/** A picture as text, one byte for each value. `low` and `high` are the values of the bytes 0 and 255. */
export function bytesText(bytes: Uint8Array, low: number, high: number): string {
  const letters = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  return `${BYTES}${low} ${high} ${btoa(letters)}`;
}

/** Reads the bytes of such a text; null if there are not exactly `count`. */
export function bytesOf(text: string | undefined, count: number): Uint8Array | null {
  const data = text?.startsWith(BYTES) ? text.split(" ")[3] : undefined;
  if (data === undefined) return null;
  const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
  return bytes.length === count ? bytes : null;
}

/** The size of a picture to draw on: `channels` planes, each with `height` rows of `width` bytes. */
export interface Pad {
  readonly channels: number;
  readonly height: number;
  readonly width: number;
}

/**
 * The picture after one touch of a soft round brush at a place in pixels. Each channel moves towards its value in
 * `colour`.
 */
export function dab(
  bytes: Uint8Array,
  { height, width }: Pad,
  [x, y]: readonly [number, number],
  radius: number,
  colour: readonly number[],
): Uint8Array {
  const made = Uint8Array.from(bytes);
  const size = width * height;
  for (let row = Math.max(0, Math.floor(y - radius - 1)); row < height; row += 1) {
    if (row > y + radius + 1) break;
    for (let column = Math.max(0, Math.floor(x - radius - 1)); column < width; column += 1) {
      if (column > x + radius + 1) break;
      const away = Math.hypot(column + 0.5 - x, row + 0.5 - y);
      // Full strength inside the radius, which fades to 0 over one pixel at the edge.
      const share = Math.min(1, Math.max(0, radius + 0.5 - away));
      if (share === 0) continue;
      colour.forEach((value, channel) => {
        const at = channel * size + row * width + column;
        const before = bytes[at] ?? 0;
        const after = before + share * (value - before);
        // The soft edge of a light brush must not darken pixels that are lighter already.
        made[at] = Math.round(value > 0 ? Math.max(before, after) : after);
      });
    }
  }
  return made;
}

/** Places between two touches, close enough for a line without gaps. */
export function between(
  [x0, y0]: readonly [number, number],
  [x1, y1]: readonly [number, number],
): readonly (readonly [number, number])[] {
  const count = Math.max(1, Math.ceil(2 * Math.hypot(x1 - x0, y1 - y0)));
  return Array.from({ length: count }, (_, at) => {
    const share = (at + 1) / count;
    return [x0 + share * (x1 - x0), y0 + share * (y1 - y0)] as const;
  });
}
