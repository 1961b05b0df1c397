import { expect, test } from "vitest";

import { followed } from "./Inspector";

test("the inspector follows what is chosen, and stays where nothing is", () => {
  expect(followed("h1", ["h1", "a1"])).toBe("h1");
  expect(followed("h1", ["linear1", "tanh1"])).toBe("linear1");
  expect(followed("h1", [])).toBe("h1");
});
