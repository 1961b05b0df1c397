/** What a person drew, typed or set, as the server takes it: see `SampleProbe.asked`. Pure. */
import type { DataInfo, Preview } from "../../api/types";

/** What is needed to ask. */
export interface AskProps {
  readonly info: DataInfo;
  /** The samples to begin with; null until they are known. */
  readonly samples: Preview | null;
}

/** How something is asked: by what samples are made of. */
export type InputForm = "picture" | "text" | "series" | "numbers";

/** A picture of more numbers would not go through the line with every probe that looks at it. */
export const MOST_PIXELS = 4_096;
/** Nobody sets more sliders than this. */
export const MOST_SLIDERS = 32;
const MOST_STEPS = 300;
const BYTES = "bytes ";

/** How such a network is asked, or why it cannot be. */
export function inputFormOf(info: DataInfo): InputForm | { readonly why: string } {
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
  return count <= MOST_SLIDERS
    ? "numbers"
    : { why: `${count} numbers are too many to be set one by one` };
}

/** What an asked text belongs to: it fits no data of another shape or vocabulary. */
export function dataSignature({ shape, vocab }: DataInfo): string {
  return `${shape.join("×")} ${vocab?.length ?? 0}`;
}

/** Numbers in a row. */
export function numbersText(values: ArrayLike<number>): string {
  return Array.from(values, (value) => String(Number(value.toPrecision(4)))).join(",");
}

/** The numbers of such a text; null where they are not so many. */
export function numbersOf(text: string | undefined, count: number): number[] | null {
  const values = text?.split(",").map(Number) ?? [];
  return values.length === count && values.every(Number.isFinite) ? values : null;
}

/** A picture, one byte a number: `low` and `high` are what 0 and 255 stand for. */
export function bytesText(bytes: Uint8Array, low: number, high: number): string {
  const letters = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  return `${BYTES}${low} ${high} ${btoa(letters)}`;
}

/** The bytes of such a text; null where they are not so many. */
export function bytesOf(text: string | undefined, count: number): Uint8Array | null {
  const data = text?.startsWith(BYTES) ? text.split(" ")[3] : undefined;
  if (data === undefined) return null;
  const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
  return bytes.length === count ? bytes : null;
}

/** A picture that is drawn on: `channels` planes of `height` rows of `width` bytes. */
export interface Pad {
  readonly channels: number;
  readonly height: number;
  readonly width: number;
}

/** What one touch of a soft round brush leaves, at a place in pixels; each plane is drawn towards its colour. */
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
      // Full within the radius, none a pixel further out.
      const share = Math.min(1, Math.max(0, radius + 0.5 - away));
      if (share === 0) continue;
      colour.forEach((value, channel) => {
        const at = channel * size + row * width + column;
        const before = bytes[at] ?? 0;
        const after = before + share * (value - before);
        // A dark rim of a light brush takes nothing away from what is light already.
        made[at] = Math.round(value > 0 ? Math.max(before, after) : after);
      });
    }
  }
  return made;
}

/** The places between two touches, so close that a line has no gaps. */
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
