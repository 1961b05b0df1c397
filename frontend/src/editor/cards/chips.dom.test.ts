import { describe, expect, test } from "vitest";

import type { Reading } from "../../api/reading";
import { css, DIM, INK, mix, NEGATIVE, PAPER, PRIMARY } from "../../components/colours";
import { fakeContext } from "../../testing/canvas";
import { assigned, drawn } from "../../testing/drawing";
import { textsOn } from "../../testing/pictures";
import { floats } from "../../testing/readings";
import { chipLayout, guessesOf, paintAnswers, paintTokens, seen, type Guess } from "./chips";

const LOOK = { mode: "light", letters: 12 } as const;
const { tiles: TILES } = chipLayout(3, ["a", "b"]);

function answered(...guesses: Guess[]): HTMLCanvasElement {
  const canvas = document.createElement("canvas");
  paintAnswers(fakeContext(canvas), TILES, guesses, LOOK);
  return canvas;
}
const guess = (token: string, probability: number | null, truth: string | null = null): Guess => ({
  token,
  probability,
  truth,
});

function text(values: number[] | null): HTMLCanvasElement {
  const canvas = document.createElement("canvas");
  const tensor = values ? floats([values.length], ...values) : undefined;
  paintTokens(fakeContext(canvas), TILES, ["a", " ", "[MASK]"], tensor, LOOK);
  return canvas;
}

test.each([
  ["a blank", " ", "␣"],
  ["a line end", "\n", "↵"],
  ["a hidden token", "[MASK]", "▢"],
  ["a sign for something else", "[PAD]", "·"],
  ["a sign in angles", "<unknown>", "·"],
  ["a letter", "a", "a"],
  ["a bracket alone", "[", "["],
  ["nothing", "", ""],
])("%s can be seen", (_, token, sign) => {
  expect(seen(token)).toBe(sign);
});

describe("the shown sample", () => {
  test("is painted one chip a token, in order", () => {
    expect(textsOn(text([0, 1, 2]))).toEqual(["a", "␣", "▢"]);
  });

  test("has empty chips where it is shorter than the card, and before it was measured", () => {
    expect(textsOn(text([0]))).toEqual(["a", "", ""]);
    expect(textsOn(text(null))).toEqual(["", "", ""]);
  });

  test("has empty chips for tokens that the vocabulary lacks", () => {
    expect(textsOn(text([0, 99, -1]))).toEqual(["a", "", ""]);
  });

  test("has quiet letters for what stands for something else", () => {
    const styles = assigned(text([0, 2]), "fillStyle");
    expect(styles[1]).toBe(css(INK.light));
    expect(styles[3]).toBe(css(DIM.light));
  });
});

describe("answers", () => {
  const chipColour = (probability: number | null) =>
    assigned(answered(guess("a", probability)), "fillStyle")[0];

  test("are the stronger the surer the network is", () => {
    expect(chipColour(0.5)).toBe(css(mix(PAPER.light, PRIMARY.light, 0.275)));
    expect(chipColour(null)).toBe(css(PAPER.light));
  });

  test("that are no probabilities are drawn within bounds", () => {
    expect(chipColour(7)).toBe(chipColour(1));
    expect(chipColour(-1)).toBe(chipColour(0));
  });

  test("that are wrong are underlined, right ones and unasked ones are not", () => {
    const canvas = answered(guess("a", 0.9, "b"), guess("b", 0.9, "b"), guess("c", null));
    expect(drawn(canvas, "fillRect")).toEqual([
      [TILES[0]!.x + 2, TILES[0]!.y + 13.5, TILES[0]!.width - 4, 2],
    ]);
    expect(assigned(canvas, "fillStyle")).toContain(css(NEGATIVE));
  });

  test("are empty chips before anything was measured", () => {
    expect(textsOn(answered())).toEqual(["", "", ""]);
  });
});

describe("guesses of a reading", () => {
  type Facts = Extract<Reading, { kind: "tokens" }>["facts"];
  const reading = (facts: Partial<Facts>): Reading => ({
    kind: "tokens",
    path: "",
    tensors: { values: floats([2]) },
    facts: { tokens: ["x", "y"], meaning: "probability", ...facts },
  });
  const choices = [[{ token: "u", probability: 0.6 }], [{ token: "v", probability: 0.4 }]];

  test("are asked everywhere where no truth is known", () => {
    expect(guessesOf(reading({ choices })).map(({ token }) => token)).toEqual(["u", "v"]);
  });

  test("are asked only where the truth is known, where some is", () => {
    expect(guessesOf(reading({ choices, truth: [null, "y"] }))).toEqual([
      guess("x", null),
      guess("v", 0.4, "y"),
    ]);
  });

  test("are the text itself where there are no choices", () => {
    expect(guessesOf(reading({})).map(({ token }) => token)).toEqual(["x", "y"]);
  });

  test("are none of another kind of reading", () => {
    const matrix: Reading = {
      kind: "matrix",
      path: "",
      facts: {},
      tensors: { values: floats([1, 1]) },
    };
    expect(guessesOf(matrix)).toEqual([]);
    expect(guessesOf(undefined)).toEqual([]);
  });
});
