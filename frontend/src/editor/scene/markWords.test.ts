import { expect, test } from "vitest";

import { entryOf } from "../../testing/values";
import { chipWords, lineWords, paramsWords, wireWords } from "./markWords";

test.each([
  ["8", "Each sample is 8 numbers on this wire"],
  ["1", "Each sample is 1 number on this wire"],
  ["8×16×16", "Each sample is 8 channels of 16 by 16 numbers on this wire"],
  ["1×28×28", "Each sample is 1 channel of 28 by 28 numbers on this wire"],
  ["40 steps × 5", "Each sample is 40 steps × 5 numbers on this wire"],
  ["12 tokens", "Each sample is 12 tokens on this wire"],
])("the number on a wire: %s", (shape, words) => expect(wireWords(shape)).toBe(words));

test("a dash on a wire says why", () => expect(wireWords("–")).toMatch(/not known yet/));

test.each([
  ["2→8", "2 numbers come in and 8 go out, for each sample"],
  ["1×8×8→64", "1×8×8 comes in and 64 goes out, for each sample"],
  ["8 filters · 3×3", "8 filters · 3×3: each filter looks at a window of that size"],
  ["8×8×8", "Its shape for each sample: 8×8×8"],
])("the line of a card: %s", (line, words) => expect(lineWords(line)).toBe(words));

test("a chip says the first sentence of its layer, and its name where there is none", () => {
  const entry = entryOf("relu", {}, { title: "ReLU", help: "Cuts off\nwhat is negative. More." });
  expect(chipWords("ReLU", entry)).toBe("ReLU: Cuts off what is negative.");
  expect(chipWords("Mine", undefined)).toBe("Mine");
});

test("parameters are said to be what training changes", () =>
  expect(paramsWords("24 parameters")).toBe(
    "24 parameters: the weights and biases that training changes",
  ));
