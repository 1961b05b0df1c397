import { expect, test } from "vitest";

import type { Reading } from "../api/reading";
import type { DataInfo } from "../api/types";
import { wayBetween } from "./codes";
import { withHidden } from "./pickToken";

test("the way between two codes has both ends and even steps", () => {
  expect(wayBetween([0, 2], [4, 0], 3)).toEqual([
    [0, 2],
    [2, 1],
    [4, 0],
  ]);
});

test("a token that is chosen is hidden, beside those that are", () => {
  const info = { vocab: ["a", "b", "[MASK]"], mask_token: 2, shape: [3] } as unknown as DataInfo;
  const reading = { facts: { tokens: ["a", "[MASK]", "b"] } } as unknown as Reading;
  expect(withHidden(reading, info, 2)).toBe("a[MASK][MASK]");
  expect(withHidden(reading, info, 1)).toBeNull();
  expect(withHidden(reading, { ...info, mask_token: null }, 2)).toBeNull();
});
