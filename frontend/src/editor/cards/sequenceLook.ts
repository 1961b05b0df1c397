/** Pictures of cards whose samples are texts or numbers over time. Pure; sizes in CSS pixels. */
import { grid, NONE, whole, type Look } from "./tilings";
import type { Subject } from "./subject";

/** How many pictures each recurrent layer has: its gates and what it remembers. */
export const RECURRENT: ReadonlyMap<string, number> = new Map([
  ["rnn", 1],
  ["gru", 4],
  ["lstm", 6],
]);
/** Layers whose steps look at one another, and the field that says with how many heads. */
const HEADS: ReadonlyMap<string, string> = new Map([
  ["multihead_attention", "num_heads"],
  ["transformer_encoder_layer", "nhead"],
]);
const MOST_HEADS = 12;
/** A chip of one letter, and what each letter of a word takes. */
const CHIP = 16;
const LETTER = 6.2;
const CHIPS_WIDTH = 136;
const MOST_CHIP_ROWS = 8;
const MATRIX_SIDE = 84;
/** Room for the name of a gate, left of its picture. */
export const GATE_NAME = 12;

export function sequenceLook(subject: Subject): Look {
  const { type, shape, vocab, asks } = subject;
  const [steps = 1, features = 1] = shape ?? [];
  if (type === "output" && asks !== "other") return tokensLook(asks, steps, vocab);
  if (type === "embedding") return whole("matrix", MATRIX_SIDE, MATRIX_SIDE, features);
  if (type === "positional_encoding") return overTime("encoding", steps, features);
  if (HEADS.has(type)) return attentionLook(subject);
  return overTime("sequence", steps, features);
}

/** Time to the right, one row a number. */
function overTime(kind: "encoding" | "sequence", steps: number, features: number): Look {
  const width = Math.min(124, Math.max(60, steps * 6));
  const height = Math.min(72, Math.max(16, features * 4));
  return whole(kind, width, height, features);
}

export function statesLook({ type, input, fields }: Subject): Look {
  const parts = RECURRENT.get(type) ?? 1;
  if (input?.length !== 2 || typeof fields["hidden_size"] !== "number") return NONE;
  if (parts === 1) return shifted(whole("states", 112, 56, 1));
  return shifted(grid("states", parts, parts, 2, 62, GATE_NAME + 2, 32), -GATE_NAME + 2);
}

/** A grid with room for names at the left of each column. */
function shifted(look: Look, closer = 0): Look {
  const tiles = look.tiles.map((tile) => ({
    ...tile,
    x: tile.x + GATE_NAME,
    y: tile.y + closer * Math.round(tile.y / (tile.height + GATE_NAME + 2)),
  }));
  const height = Math.max(...tiles.map(({ y, height: high }) => y + high));
  return { ...look, tiles, width: look.width + GATE_NAME, height };
}

function attentionLook({ type, fields }: Subject): Look {
  const heads = Number(fields[HEADS.get(type) ?? ""] ?? 1);
  const shown = Math.min(MOST_HEADS, Math.max(1, heads));
  if (shown === 1) return whole("attention", 64, 64, heads);
  const columns = shown === 3 ? 3 : shown <= 4 ? 2 : shown <= 9 ? 3 : 4;
  return grid("attention", heads, shown, columns, shown <= 4 && columns < 3 ? 46 : 38, 4);
}

/** One chip a step, as wide as the longest word there is. */
export function tokensLook(
  kind: "tokens" | "expected" | "hidden",
  steps: number,
  vocab: readonly string[],
): Look {
  if (steps < 1) return NONE;
  // What stands for something else, as [MASK], has a sign of one letter.
  const words = vocab.filter((token) => !/^[[<].+[\]>]$/.test(token));
  const longest = Math.max(1, ...words.map((token) => token.length));
  const width = longest <= 1 ? CHIP : Math.min(64, Math.round(longest * LETTER + 8));
  const columns = Math.min(steps, Math.max(1, Math.floor((CHIPS_WIDTH + 2) / (width + 2))));
  const shown = Math.min(steps, columns * MOST_CHIP_ROWS);
  return grid(kind, steps, shown, columns, width, 2, CHIP);
}
