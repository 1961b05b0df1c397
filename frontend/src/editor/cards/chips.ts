/** Tokens on cards, one chip each: the shown sample as text, and what the network finds likeliest. */
import { ofKind, type Reading, type Tensor } from "../../api/reading";
import {
  css,
  DIM,
  INK,
  mix,
  NEGATIVE,
  PAPER,
  PRIMARY,
  type ColourMode,
} from "../../components/colours";
import type { Rect } from "../../components/tiles";
import { EMPTY, grid, type Layout } from "./layouts";
import { valueOf } from "./tensors";

type Context = CanvasRenderingContext2D;

/** What the network gives at one place. */
export interface Guess {
  /** What stands there, where nothing is asked; else what is likeliest. */
  readonly token: string;
  /** How probable that is; null where nothing is asked. */
  readonly probability: number | null;
  /** What should stand there, where it is known. */
  readonly truth: string | null;
}

type Tiles = readonly Rect[];

/** A chip of one letter, and what each letter of a word takes. */
const CHIP = 16;
const LETTER = 6.2;
const WIDTH = 136;
const MOST_ROWS = 8;

/** One chip a step, as wide as the longest word there is. */
export function chipLayout(steps: number, vocab: readonly string[]): Layout {
  if (steps < 1) return EMPTY;
  // What stands for something else, as [MASK], has a sign of one letter.
  const words = vocab.filter((token) => !/^[[<].+[\]>]$/.test(token));
  const longest = Math.max(1, ...words.map((token) => token.length));
  const width = longest <= 1 ? CHIP : Math.min(64, Math.round(longest * LETTER + 8));
  const columns = Math.min(steps, Math.max(1, Math.floor((WIDTH + 2) / (width + 2))));
  const shown = Math.min(steps, columns * MOST_ROWS);
  return grid(steps, shown, columns, width, 2, CHIP);
}

/** The shown sample, one chip a step. */
export function paintTokens(
  context: Context,
  tiles: Tiles,
  names: readonly string[],
  values: Tensor | undefined,
  mode: ColourMode,
): void {
  begin(context);
  tiles.forEach((tile, at) => {
    const token = values && at < values.data.length ? names[valueOf(values, at)] : undefined;
    chip(context, tile, token ?? "", mode);
  });
}

/** The likeliest token wherever one is asked for, the stronger the surer; wrong ones are underlined. */
export function paintAnswers(
  context: Context,
  tiles: Tiles,
  guesses: readonly Guess[],
  mode: ColourMode,
): void {
  begin(context);
  tiles.forEach((tile, at) => {
    const { token, probability, truth } = guesses[at] ?? NOTHING;
    chip(context, tile, token, mode, probability);
    if (truth === null || truth === token) return;
    context.fillStyle = css(NEGATIVE);
    context.fillRect(tile.x + 2, tile.y + tile.height - 2.5, tile.width - 4, 2);
  });
}

const NOTHING: Guess = { token: "", probability: null, truth: null };

/** What the network says at each place of a reading of tokens. */
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

function begin(context: Context): void {
  context.font = "11px system-ui, sans-serif";
  context.textAlign = "center";
  context.textBaseline = "middle";
}

function chip(
  context: Context,
  { x, y, width, height }: Rect,
  token: string,
  mode: ColourMode,
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
  context.fillText(seen(token), x + width / 2, y + height / 2 + 0.5, width - 3);
}

/** Blanks, line ends and hidden tokens as signs that can be seen. */
export function seen(token: string): string {
  if (token === " ") return "␣";
  if (token === "\n") return "↵";
  return /^[[<].+[\]>]$/.test(token) ? (token === "[MASK]" ? "▢" : "·") : token;
}
