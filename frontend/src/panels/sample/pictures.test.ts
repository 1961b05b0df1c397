import { expect, test } from "vitest";

import { picturesOf } from "./pictures";

test("the pictures of a preview are its bytes, one after the other", () => {
  const images = { shape: [2, 1, 2], low: 0, high: 1, data: btoa("\u0000\u0001\u0002\u0003") };
  expect([...(picturesOf(images)?.at(1) ?? [])]).toEqual([2, 3]);
  expect(picturesOf(null)).toBeNull();
});
