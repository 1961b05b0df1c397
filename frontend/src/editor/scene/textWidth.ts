/** Measures text in em, once for each text. Without a canvas (in tests) the width is estimated. */

export type Weight = "normal" | "bold";

const WEIGHTS: Readonly<Record<Weight, { css: number; letter: number }>> = {
  normal: { css: 400, letter: 0.56 },
  bold: { css: 600, letter: 0.6 },
};
/** The measured size, in pixels. Widths of small letters are rounded, so that larger ones are a little wider. */
const SIZE = 100;
const ROUNDING = 1.02;
/** More texts than these are not kept. */
const MOST_KEPT = 2000;

const kept = new Map<string, number>();
let context: CanvasRenderingContext2D | null | undefined;

/** The width of a text in em. */
export function textWidth(text: string, weight: Weight = "normal"): number {
  const key = `${weight} ${text}`;
  const known = kept.get(key);
  if (known !== undefined) return known;
  if (kept.size >= MOST_KEPT) kept.clear();
  const width = measured(text, weight);
  kept.set(key, width);
  return width;
}

function measured(text: string, weight: Weight): number {
  if (context === undefined) context = madeContext();
  if (!context) return text.length * WEIGHTS[weight].letter;
  context.font = `${WEIGHTS[weight].css} ${SIZE}px ${fontFamily()}`;
  return (context.measureText(text).width / SIZE) * ROUNDING;
}

function madeContext(): CanvasRenderingContext2D | null {
  if (typeof document === "undefined" || typeof CanvasRenderingContext2D === "undefined")
    return null;
  return document.createElement("canvas").getContext("2d");
}

function fontFamily(): string {
  return getComputedStyle(document.body).fontFamily || "system-ui, sans-serif";
}
