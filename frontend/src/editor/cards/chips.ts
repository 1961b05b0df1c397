/** Draws tokens on cards, one chip each: the shown sample as text, and the tokens that the network finds likeliest. */
import { ofKind, type Reading, type Tensor } from "../../api/reading";
import { css, DIM, INK, mix, NEGATIVE, PAPER, PRIMARY } from "../../components/colours";
import type { Rect } from "../../components/tiles";
import { EMPTY, grid, type Layout } from "./layouts";
import { fitted, textFont } from "./painting";
import type { CardScene } from "./picture";
import { valueOf } from "./tensors";

type Context = CanvasRenderingContext2D;

/** A token at one place of a text, as the network predicts it. */
export interface Guess {
  /** The likeliest token; the token of the text at a place where nothing is asked. */
  readonly token: string;
  /** The probability of the likeliest token; null at a place where nothing is asked. */
  readonly probability: number | null;
  /** The correct token; null if it is not known. */
  readonly truth: string | null;
}

type Tiles = readonly Rect[];

/** The colours, and the size of letters. A token without room for such letters is left out; its chip stays. */
export type Look = Pick<CardScene, "mode" | "letters">;

/** The size of a chip with one letter, and the width of each letter of a longer word, in CSS pixels. */
const CHIP = 16;
const LETTER = 6.2;
const WIDTH = 136;
const MOST_ROWS = 8;
/** The largest letters, for a chip of height 1: only their middle part is as high as the chip. */
const HIGHEST = 1.2;

/** One chip for each step, as wide as the longest word needs. */
export function chipLayout(steps: number, vocab: readonly string[]): Layout {
  if (steps < 1) return EMPTY;
  // Special tokens such as [MASK] are drawn as one sign, so their length does not count.
  const words = vocab.filter((token) => !/^[[<].+[\]>]$/.test(token));
  const longest = Math.max(1, ...words.map((token) => token.length));
  const width = longest <= 1 ? CHIP : Math.min(64, Math.round(longest * LETTER + 8));
  const columns = Math.min(steps, Math.max(1, Math.floor((WIDTH + 2) / (width + 2))));
  const shown = Math.min(steps, columns * MOST_ROWS);
  return grid(steps, shown, columns, width, 2, CHIP);
}

/** Draws the shown sample, one chip for each step. */
export function paintTokens(
  context: Context,
  tiles: Tiles,
  names: readonly string[],
  values: Tensor | undefined,
  look: Look,
): void {
  begin(context, look);
  tiles.forEach((tile, at) => {
    const token = values && at < values.data.length ? names[valueOf(values, at)] : undefined;
    chip(context, tile, token ?? "", look);
  });
}

/**
 * Draws the likeliest token at each place. The colour is stronger where the network is more certain; wrong tokens are
 * underlined.
 */
export function paintAnswers(
  context: Context,
  tiles: Tiles,
  guesses: readonly Guess[],
  look: Look,
): void {
  begin(context, look);
  tiles.forEach((tile, at) => {
    const { token, probability, truth } = guesses[at] ?? NOTHING;
    chip(context, tile, token, look, probability);
    if (truth === null || truth === token) return;
    context.fillStyle = css(NEGATIVE);
    context.fillRect(tile.x + 2, tile.y + tile.height - 2.5, tile.width - 4, 2);
  });
}

const NOTHING: Guess = { token: "", probability: null, truth: null };

/** The predictions in a reading of tokens, one for each place. */
export function guessesOf(reading: Reading | undefined): readonly Guess[] {
  const facts = ofKind(reading, "tokens")?.facts;
  if (!facts) return [];
  const known = facts.truth ?? [];
  const isAnyKnown = known.some((token) => token !== null);
  return facts.tokens.map((token, at) => {
    const best = facts.choices?.[at]?.[0];
    const truth = known[at] ?? null;
    const isAsked = best !== undefined && (!isAnyKnown || truth !== null);
    return isAsked ? { ...best, truth } : { token, probability: null, truth: null };
  });
}

function begin(context: Context, { letters }: Look): void {
  context.font = textFont(letters);
  context.textAlign = "center";
  context.textBaseline = "middle";
}

function chip(
  context: Context,
  { x, y, width, height }: Rect,
  token: string,
  { mode, letters }: Look,
  probability: number | null = null,
): void {
  const share = probability === null ? 0 : Math.min(1, Math.max(0, probability));
  context.fillStyle = css(mix(PAPER[mode], PRIMARY[mode], 0.55 * share));
  context.beginPath();
  context.roundRect(x + 0.5, y + 0.5, width - 1, height - 1, 3);
  context.fill();
  context.strokeStyle = css(INK[mode], 0.14);
  context.stroke();
  context.fillStyle = css(/^[[<]./.test(token) ? DIM[mode] : INK[mode]);
  const text = letters <= height * HIGHEST ? fitted(context, seen(token), width - 2) : null;
  if (text !== null) context.fillText(text, x + width / 2, y + height / 2 + 0.5);
}

/** Replaces spaces, line breaks and special tokens by visible signs. */
export function seen(token: string): string {
  if (token === " ") return "␣";
  if (token === "\n") return "↵";
  return /^[[<].+[\]>]$/.test(token) ? (token === "[MASK]" ? "▢" : "·") : token;
}
