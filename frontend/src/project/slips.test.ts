import { describe, expect, test } from "vitest";

import { slips } from "./slips";

describe("slips", () => {
  test.each([
    ["dropout", "dropout", 0],
    ["dorpout", "dropout", 1],
    ["dropuot", "dropout", 1],
    ["droput", "dropout", 1],
    ["droppout", "dropout", 1],
    ["dropaut", "dropout", 1],
    ["drpoot", "dropout", 2],
    ["atetn", "attention", 1],
    ["convlu", "convolution", 1],
    ["", "dropout", 0],
  ])("%s is meant to be %s, or its beginning, with %i", (word, other, count) => {
    expect(slips(word, other, 2)).toBe(count);
  });

  test.each([
    ["lstm", "gru"],
    ["dropout", "drop"],
    ["softmax", "hardtanh"],
  ])("%s is not like %s", (word, other) => {
    expect(slips(word, other, 2)).toBe(Infinity);
  });

  test("more than the most allowed are infinite", () => {
    expect(slips("drpoot", "dropout", 1)).toBe(Infinity);
  });
});
