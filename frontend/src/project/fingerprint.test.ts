import { expect, test } from "vitest";

import { fingerprint } from "./fingerprint";

test.each([
  ["the order of fields", { a: 1, b: 2 }, { b: 2, a: 1 }],
  [
    "the order of fields further in",
    { a: { x: 1, y: [{ p: 1, q: 2 }] } },
    { a: { y: [{ q: 2, p: 1 }], x: 1 } },
  ],
  ["what is null or left out", { a: 1, b: null }, { a: 1 }],
  ["what is undefined or left out", { a: 1, b: undefined }, { a: 1 }],
])("%s makes no other meaning", (_, one, other) => {
  expect(fingerprint(one)).toBe(fingerprint(other));
});

test.each([
  ["another value", { a: 1 }, { a: 2 }],
  ["a text that looks like the number", { a: 1 }, { a: "1" }],
  ["the order of a list", [1, 2], [2, 1]],
  ["a null in a list, which holds a place", [1, null, 2], [1, 2]],
  ["zero and nothing", { a: 0 }, {}],
  ["no and nothing", { a: false }, {}],
  ["a list and its numbered fields", ["x"], { 0: "x" }],
])("%s makes another", (_, one, other) => {
  expect(fingerprint(one)).not.toBe(fingerprint(other));
});
