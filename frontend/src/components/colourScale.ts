/** Converts numbers to pixels, with colour tables of 256 entries. Pure; does not use a canvas. */
import {
  classColour,
  INK,
  mix,
  NEGATIVE,
  NOT_A_NUMBER,
  PAPER,
  POSITIVE,
  PRIMARY,
  type ColourMode,
  type Rgb,
} from "./colours";

/**
 * The colour scales. `diverging`: signed numbers about 0 (orange, paper, blue). `sequential`: numbers from 0 up (paper
 * to indigo). `ink`: grey images (paper to ink). `features`: feature maps (dark blue to white).
 */
export type ScaleName = "diverging" | "sequential" | "ink" | "features";

/** Numbers to draw, row after row. Bytes are quantized: the real value is `byte × unit`. */
export type PixelValues = Int8Array | Uint8Array | Float32Array;

/** How numbers become colours. */
export interface Shade {
  readonly scale: ScaleName;
  /** The real values of the first and the last colour. */
  readonly low: number;
  readonly high: number;
  /** The real value of one quantized step; 1 if left out. */
  readonly unit?: number;
  /** Uses only the first, the middle and the last colour. */
  readonly discrete?: boolean;
}

const LEVELS = 256;
const MIDDLE = 127.5;

/** The colours of each scale at evenly spaced positions. */
const STOPS: Record<ScaleName, (mode: ColourMode) => readonly Rgb[]> = {
  diverging: (mode) => [NEGATIVE, PAPER[mode], POSITIVE],
  sequential: (mode) => [PAPER[mode], PRIMARY[mode]],
  ink: (mode) => [PAPER[mode], INK[mode]],
  features: () => [
    [22, 18, 74],
    [24, 56, 122],
    [62, 118, 176],
    [171, 178, 178],
    [255, 204, 164],
  ],
};

const tables = new Map<string, Uint32Array>();

/** A signed shade from -max to max. With a `max` of 0 or less the range is -1 to 1. */
export function signed(max: number, unit?: number): Shade {
  const high = max > 0 ? max : 1;
  return { scale: "diverging", low: -high, high, unit };
}

/** The 256 colours of a scale as pixels (RGBA in memory order). Each table is made once for each mode. */
export function colourTable(scale: ScaleName, mode: ColourMode): Uint32Array {
  const key = `${scale} ${mode}`;
  const known = tables.get(key);
  if (known) return known;
  const stops = STOPS[scale](mode);
  const table = Uint32Array.from({ length: LEVELS }, (_, level) =>
    pixel(along(stops, level / (LEVELS - 1))),
  );
  tables.set(key, table);
  return table;
}

/** One opaque pixel in memory order (RGBA), for any byte order of the machine. */
export function pixel(colour: Rgb): number {
  return new Uint32Array(Uint8Array.of(...colour, 255).buffer)[0] ?? 0;
}

/**
 * Colours `values` into `target`, one pixel for each value. A pixel without a value, or with NaN, becomes grey.
 * `target` is the Uint32Array over the bytes of an ImageData.
 */
export function paint(
  target: Uint32Array,
  values: PixelValues,
  shade: Shade,
  mode: ColourMode,
): void {
  const missing = pixel(NOT_A_NUMBER);
  const count = Math.min(target.length, values.length);
  if (values instanceof Float32Array) paintReal(target, values, shade, mode, count, missing);
  else paintBytes(target, values, shade, mode, count);
  target.fill(missing, count);
}

/** The colour of one real number, for text, wires and single cells. */
export function colourOf(value: number, shade: Shade, mode: ColourMode): Rgb {
  const level = levelOf(value, shade);
  return level < 0 ? NOT_A_NUMBER : along(STOPS[shade.scale](mode), level / (LEVELS - 1));
}

/**
 * Colours a map of decisions: each pixel has the colour of its class, and the colour is stronger where the network is
 * more certain. `classes` are class numbers; `strength` is from 0 (paper) to 255 (full colour). Both have one byte for
 * each pixel.
 */
export function paintClasses(
  target: Uint32Array,
  classes: Uint8Array,
  strength: Uint8Array,
  mode: ColourMode,
): void {
  const ramps = new Map<number, Uint32Array>();
  for (let at = 0; at < target.length; at += 1) {
    const index = classes[at] ?? 0;
    let ramp = ramps.get(index);
    if (!ramp) ramps.set(index, (ramp = classRamp(index, mode)));
    target[at] = ramp[strength[at] ?? 0] ?? 0;
  }
}

/**
 * The bound of a signed scale. It grows at once, and shrinks only when `max` is below a quarter of it, so that the
 * picture does not flicker while its values drift.
 */
export function stickyMax(previous: number, max: number): number {
  if (!Number.isFinite(max) || max <= 0) return previous;
  return max > previous || max < previous / 4 ? max : previous;
}

/** The largest magnitude of the finite values, in real units; 0 if there are none. */
export function largestMagnitude(values: PixelValues, unit = 1): number {
  let largest = 0;
  for (const value of values) {
    const size = Math.abs(value);
    if (size > largest && size < Infinity) largest = size;
  }
  return largest * unit;
}

function paintReal(
  target: Uint32Array,
  values: Float32Array,
  shade: Shade,
  mode: ColourMode,
  count: number,
  missing: number,
): void {
  const table = colourTable(shade.scale, mode);
  for (let at = 0; at < count; at += 1) {
    const level = levelOf((values[at] as number) * (shade.unit ?? 1), shade);
    target[at] = level < 0 ? missing : (table[level] as number);
  }
}

function paintBytes(
  target: Uint32Array,
  values: Int8Array | Uint8Array,
  shade: Shade,
  mode: ColourMode,
  count: number,
): void {
  const table = colourTable(shade.scale, mode);
  const isSigned = values instanceof Int8Array;
  const colours = Uint32Array.from({ length: LEVELS }, (_, byte) => {
    const value = isSigned && byte > 127 ? byte - LEVELS : byte;
    return table[Math.max(0, levelOf(value * (shade.unit ?? 1), shade))] as number;
  });
  for (let at = 0; at < count; at += 1)
    target[at] = colours[(values[at] as number) & 255] as number;
}

/** Which of the 256 colours a real value gets; -1 for NaN. */
function levelOf(value: number, { low, high, discrete, scale }: Shade): number {
  if (Number.isNaN(value)) return -1;
  const share = high > low ? (value - low) / (high - low) : 0.5;
  const level = Math.min(LEVELS - 1, Math.max(0, Math.round(share * (LEVELS - 1))));
  if (!discrete || (scale === "diverging" && value === (low + high) / 2)) return level;
  return level > MIDDLE ? LEVELS - 1 : 0;
}

/** The 256 colours from paper to the colour of a class, made once for each mode. */
function classRamp(index: number, mode: ColourMode): Uint32Array {
  const key = `class ${index} ${mode}`;
  const known = tables.get(key);
  if (known) return known;
  const colour = classColour(index);
  const ramp = Uint32Array.from({ length: LEVELS }, (_, level) =>
    pixel(mix(PAPER[mode], colour, level / (LEVELS - 1))),
  );
  tables.set(key, ramp);
  return ramp;
}

/** The colour at `share` (0 to 1) between evenly spaced stops. */
function along(stops: readonly Rgb[], share: number): Rgb {
  const position = share * (stops.length - 1);
  const before = Math.min(Math.floor(position), stops.length - 2);
  return mix(stops[before] ?? NOT_A_NUMBER, stops[before + 1] ?? NOT_A_NUMBER, position - before);
}
