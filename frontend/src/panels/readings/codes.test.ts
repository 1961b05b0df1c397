import { expect, test } from "vitest";

import { wayBetween } from "./codes";

test("the way between two codes has both ends and even steps", () => {
  expect(wayBetween([0, 2], [4, 0], 3)).toEqual([
    [0, 2],
    [2, 1],
    [4, 0],
  ]);
});
