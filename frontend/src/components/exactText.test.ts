import { expect, test } from "vitest";

import { exactText } from "./exactText";

test("exact numbers keep the digits that mean something", () => {
  expect(exactText(0.2841453)).toBe("0.284145");
  expect(exactText(-1.5e-7)).toBe("−1.50000e-7");
  expect(exactText(NaN)).toBe("not a number");
});
