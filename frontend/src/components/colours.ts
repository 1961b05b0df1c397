/**
 * All colours of the page. Canvases read them from here; the theme turns them into CSS variables (`--tg-…`).
 *
 * Orange is negative and blue is positive for data, weights and outputs. People with any common kind of colour
 * blindness can tell these two apart. Data colours are the same in light and dark mode; only the middle of a scale is
 * the colour of the paper.
 */

/** Light or dark, as chosen by the person or the system. */
export type ColourMode = "light" | "dark";

/** Red, green, blue, each 0 to 255. */
export type Rgb = readonly [number, number, number];

/** The two ends of all signed scales. */
export const NEGATIVE: Rgb = [232, 131, 58];
export const POSITIVE: Rgb = [43, 127, 217];

/** The colour of a value that is not a number: a grey that no scale uses. */
export const NOT_A_NUMBER: Rgb = [128, 128, 128];

/** The background of all drawings: the middle of signed scales, the low end of the others. */
export const PAPER: Record<ColourMode, Rgb> = { light: [250, 249, 247], dark: [28, 30, 38] };

/** The colour of axes, text and grey images. */
export const INK: Record<ColourMode, Rgb> = { light: [26, 28, 38], dark: [233, 235, 242] };

/** A weaker ink, for axes and captions. */
export const DIM: Record<ColourMode, Rgb> = { light: [95, 105, 128], dark: [160, 168, 187] };

/** The indigo of the product, for things that are neither good nor bad, neither positive nor negative. */
export const PRIMARY: Record<ColourMode, Rgb> = { light: [91, 91, 214], dark: [143, 143, 240] };

/**
 * One colour for each class. The first two are the ends of the signed scale, so that two classes look like the output
 * map.
 */
export const CLASSES: readonly Rgb[] = [
  NEGATIVE,
  POSITIVE,
  [17, 150, 134],
  [203, 62, 152],
  [201, 151, 0],
  [123, 91, 214],
  [84, 105, 125],
  [146, 90, 45],
  [76, 155, 60],
  [201, 60, 60],
];

/**
 * One colour for each compared run. The colours were found by a search that keeps them apart for every kind of colour
 * blindness.
 */
export const RUNS: Record<ColourMode, readonly Rgb[]> = {
  light: [
    [38, 66, 206],
    [242, 80, 0],
    [36, 163, 115],
    [132, 17, 149],
    [154, 54, 7],
    [108, 114, 127],
  ],
  dark: [
    [125, 116, 250],
    [242, 171, 17],
    [39, 221, 149],
    [184, 124, 186],
    [224, 102, 70],
    [250, 250, 245],
  ],
};

/** The accent colour of each group of layers, in the palette and on cards; see `groupColour`. */
export const GROUPS = {
  core: "#2b7fd9",
  convolution: "#7b5bd6",
  pooling: "#9b6be0",
  activation: "#11a594",
  recurrent: "#1c93e0",
  attention: "#d6409f",
  normalization: "#d0a215",
  regularization: "#e0524d",
  merge: "#5f6980",
  generative: "#b8612f",
  surface: "#6f8f2f",
  data: "#3c4454",
  other: "#8a93a8",
} as const;

/**
 * The colours of surfaces, lines and text, for each mode. Each pair of text and background has a contrast of at least
 * 4.5 to 1.
 */
export const SURFACES: Record<ColourMode, Record<string, string>> = {
  light: {
    surface: "#ffffff",
    canvas: "#f6f7f9",
    dots: "#d5d9e2",
    line: "#e4e7ee",
    "line-strong": "#cfd4df",
    ink: "#1a1c26",
    dim: "#5f6980",
    primary: "#5b5bd6",
    "primary-soft": "#ededfd",
    "primary-ink": "#4f4fc4",
    track: "#e6e9f0",
    good: "#2ea36b",
    "good-soft": "#e7f6ee",
    "good-ink": "#0b6b4a",
    warning: "#d98a00",
    "warning-soft": "#fff9e3",
    "warning-line": "#f0dd93",
    "warning-ink": "#7a4a00",
    bad: "#e0524d",
    "bad-soft": "#fdecec",
    "bad-line": "#f3b8b8",
    "bad-ink": "#b42323",
    "note-soft": "#ecf5ff",
    "note-line": "#b5d7f7",
    "note-ink": "#14569c",
    shadow: "0 1px 3px rgb(26 28 38 / 8%), 0 4px 14px rgb(26 28 38 / 6%)",
  },
  dark: {
    surface: "#1c1e26",
    canvas: "#14161c",
    dots: "#2f333f",
    line: "#2c303b",
    "line-strong": "#414757",
    ink: "#e9ebf2",
    dim: "#a0a8bb",
    primary: "#8f8ff0",
    "primary-soft": "#2b2c4f",
    "primary-ink": "#b9b9fb",
    track: "#323745",
    good: "#37b37a",
    "good-soft": "#173526",
    "good-ink": "#7ddcae",
    warning: "#e0a021",
    "warning-soft": "#332b14",
    "warning-line": "#5e4d1c",
    "warning-ink": "#f2cf7c",
    bad: "#f0706b",
    "bad-soft": "#3d1f22",
    "bad-line": "#6d3437",
    "bad-ink": "#ffa3a0",
    "note-soft": "#16293d",
    "note-line": "#29507a",
    "note-ink": "#9dc9f7",
    shadow: "0 1px 3px rgb(0 0 0 / 40%), 0 4px 14px rgb(0 0 0 / 30%)",
  },
};

/** Groups of the palette whose names are not keys of `GROUPS`. */
const SHARED: Readonly<Record<string, keyof typeof GROUPS>> = {
  "normalise · regularise": "normalization",
  join: "merge",
  sequence: "recurrent",
};

/** The CSS colour of a group of layers; grey if the group has no colour. */
export function groupColour(group: string): string {
  const name = SHARED[group.toLowerCase()] ?? group.toLowerCase();
  return `var(--tg-group-${Object.hasOwn(GROUPS, name) ? name : "other"})`;
}

/** The colour of class `index` (0, 1, …). After the last colour the first one follows again. */
export function classColour(index: number): Rgb {
  return CLASSES[index % CLASSES.length] ?? NOT_A_NUMBER;
}

/** The colour of compared run number `index`. */
export function runColour(index: number, mode: ColourMode): Rgb {
  const colours = RUNS[mode];
  return colours[index % colours.length] ?? NOT_A_NUMBER;
}

/** Formats a colour for CSS or a canvas; `alpha` is from 0 (transparent) to 1. */
export function css(colour: Rgb, alpha = 1): string {
  const [red, green, blue] = colour;
  return alpha === 1
    ? `rgb(${red} ${green} ${blue})`
    : `rgb(${red} ${green} ${blue} / ${alpha * 100}%)`;
}

/** Mixes two colours: `share` 0 is `from`, 1 is `to`. */
export function mix(from: Rgb, to: Rgb, share: number): Rgb {
  const blend = (at: 0 | 1 | 2) => Math.round(from[at] + (to[at] - from[at]) * share);
  return [blend(0), blend(1), blend(2)];
}
