import { expect, test } from "vitest";

import { MASK, textOf, tokensOf, unknownIn } from "./sampleText";

const WORDS = ["[PAD]", "the", "cat", "a"];
const LETTERS = ["[PAD]", "a", "b", " "];

test("tokens are read as words or as letters", () => {
  expect(textOf(WORDS, [1, 2])).toBe("the cat");
  expect(textOf(LETTERS, [1, 2, 3, 1])).toBe("ab a");
});

test("a text is divided as the server divides it", () => {
  expect(tokensOf(WORDS, " the  cat ")).toEqual(["the", "cat"]);
  expect(tokensOf(LETTERS, "a[MASK] b")).toEqual(["a", MASK, " ", "b"]);
});

test("what the data do not know is named once", () => {
  expect(unknownIn(WORDS, "the dog the dog [MASK]")).toEqual(["dog"]);
  expect(unknownIn(LETTERS, "axbx")).toEqual(["x"]);
});
