import { expect, test } from "vitest";

import { freeEnd } from "./bars.view";

test("the word at a level stands where no bar rises above it", () => {
  expect(freeEnd([[1, 1, 9]], 5, 1)).toBe("left");
  expect(freeEnd([[9, 1, 1]], 5, 1)).toBe("right");
  expect(freeEnd([[9, 1, 9]], 5, 1)).toBe("right");
});
