import { expect, test } from "vitest";

import { floats } from "../testing/readings";
import { decide } from "./decision";

const strengths = (...shares: number[]) => [
  ...decide(floats([shares.length, 1, 1], ...shares), false).strength,
];

test("each pixel is of its likeliest class", () => {
  const values = floats([3, 1, 2], 0.2, 0.6, 0.7, 0.1, 0.1, 0.3);
  expect([...decide(values, false).classes]).toEqual([1, 0]);
});

test("the first of two equal classes is taken", () => {
  expect([...decide(floats([2, 1, 1], 0.5, 0.5), false).classes]).toEqual([0]);
});

test("a share no better than chance has no colour, whatever the number of classes", () => {
  expect(strengths(0.5, 0.5)).toEqual([0]);
  expect(strengths(0.25, 0.25, 0.25, 0.25)).toEqual([0]);
});

test("a share beyond what probabilities can be stays within the colours", () => {
  expect(strengths(1.5, -0.5)).toEqual([255]);
  expect(strengths(-3, -4)).toEqual([0]);
});

test("a pixel without any number is of the first class and has no colour", () => {
  const { classes, strength } = decide(floats([2, 1, 1], NaN, NaN), false);
  expect([...classes, ...strength]).toEqual([0, 0]);
});

test("numbers that were quantized are taken for what they stand for", () => {
  const values = { dtype: "uint8", shape: [2, 1, 1], scale: 1 / 200, data: Uint8Array.of(50, 150) };
  expect([...decide(values, false).strength]).toEqual([128]);
});

test("a plane of no pixels is empty", () => {
  expect(decide(floats([2, 0, 4]), true).classes).toHaveLength(0);
});
