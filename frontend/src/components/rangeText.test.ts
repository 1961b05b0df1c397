import { expect, test } from "vitest";

import { rangeText } from "./rangeText";

test.each([
  [1, 1000, "from 1 to 1000"],
  [0, Number.MAX_VALUE, "from 0 upwards"],
  [0, Infinity, "from 0 upwards"],
  [-Number.MAX_VALUE, 5, "up to 5"],
  [-Number.MAX_VALUE, Number.MAX_VALUE, "of any size"],
])("from %d to %d is called %s", (lowest, highest, words) => {
  expect(rangeText(lowest, highest)).toBe(words);
});
