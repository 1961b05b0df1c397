import { describe, expect, test } from "vitest";

import { typedNumber } from "./typedNumber";

const ANY = { lowest: -Number.MAX_VALUE, highest: Number.MAX_VALUE };
const WHOLE = { lowest: 1, highest: 100_000, whole: true };

const read = (text: string, accepted: Parameters<typeof typedNumber>[1] = ANY) => {
  const typed = typedNumber(text, accepted);
  return "number" in typed ? typed.number : typed.problem;
};

describe("a number is read as people write it", () => {
  test.each([
    ["0.5", 0.5],
    ["0,5", 0.5],
    [" 0.5 ", 0.5],
    [".5", 0.5],
    [",5", 0.5],
    ["5.", 5],
    ["1e-3", 0.001],
    ["1E−3", 0.001],
    ["1,5e-3", 0.0015],
    ["10^-3", 0.001],
    ["2·10^-3", 0.002],
    ["2 × 10^−3", 0.002],
    ["1/3", 1 / 3],
    ["1 / 3", 1 / 3],
    ["½", 0.5],
    ["−2", -2],
    ["– 2", -2],
    ["+2", 2],
    ["50 %", 0.5],
    ["12,5%", 0.125],
    ["10 000", 10_000],
    ["10\u202f000,5", 10_000.5],
    ["10'000", 10_000],
    ["1,000,000", 1_000_000],
    ["1,000.5", 1000.5],
    ["1.000,5", 1000.5],
    ["0,500", 0.5],
    ["１２", 12],
  ])("%s", (text, number) => expect(read(text)).toBe(number));
});

describe("a text that is no number is refused with a sentence", () => {
  test.each([
    ["", "Type a number of any size"],
    ["   ", "Type a number of any size"],
    ["many", "“many” is no number; type one of any size"],
    ["1 2", "“1 2” is no number; type one of any size"],
    ["1/0", "“1/0” is no number; type one of any size"],
    ["1/2/3", "“1/2/3” is no number; type one of any size"],
    ["0x10", "“0x10” is no number; type one of any size"],
    ["Infinity", "“Infinity” is no number; type one of any size"],
    ["1e999", "“1e999” is no number; type one of any size"],
    ["--1", "“--1” is no number; type one of any size"],
    ["%", "“%” is no number; type one of any size"],
    ["1,500", "“1,500” can mean 1.5 or 1500; type the one that you mean"],
  ])("“%s”", (text, problem) => expect(read(text)).toBe(problem));

  test("of a pasted page only its beginning is repeated", () => {
    const pasted = "The learning rate\nthat we used was 0.001. ".repeat(5_000);
    expect(read(pasted)).toBe(
      "“The learning rate that we used w…” is no number; type one of any size",
    );
  });
});

describe("a whole number", () => {
  test("may have its digits grouped by a comma, as the page writes it", () =>
    expect(read("1,500", WHOLE)).toBe(1500));
  test.each([
    ["1.5", "“1.5” is no whole number; type one from 1 to 100000"],
    ["1/3", "“1/3” is no whole number; type one from 1 to 100000"],
    ["0", "“0” does not fit; type a number from 1 to 100000"],
  ])("%s", (text, problem) => expect(read(text, WHOLE)).toBe(problem));
});
