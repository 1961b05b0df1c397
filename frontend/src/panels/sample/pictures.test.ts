import { expect, test } from "vitest";

import { coloursOf, picturesOf } from "./pictures";

test("the pictures of a preview are its bytes, one after the other", () => {
  const images = { shape: [2, 1, 2], low: 0, high: 1, data: btoa("\u0000\u0001\u0002\u0003") };
  expect([...(picturesOf(images)?.at(1) ?? [])]).toEqual([2, 3]);
  expect(picturesOf(null)).toBeNull();
});

test("a picture of several channels is whole, or its first channel alone", () => {
  const data = btoa("\u0001\u0002\u0003\u0004\u0005\u0006");
  const pictures = picturesOf({ shape: [1, 3, 1, 2], low: 0, high: 1, data });
  expect(pictures?.channels).toBe(3);
  expect([...(pictures?.at(0) ?? [])]).toEqual([1, 2]);
  expect([...(pictures?.whole(0) ?? [])]).toEqual([1, 2, 3, 4, 5, 6]);
});

test.each([
  [1, [7, 9], [0xff070707, 0xff090909]],
  [3, [1, 2, 3, 4, 5, 6], [0xff050301, 0xff060402]],
])("pixels of %d channels are red first in memory", (channels, bytes, expected) => {
  const whole = () => Uint8Array.from(bytes);
  const pixels = new Uint32Array(2);
  coloursOf({ width: 2, height: 1, channels, at: whole, whole }, 0, pixels);
  expect([...pixels]).toEqual(expected);
});
