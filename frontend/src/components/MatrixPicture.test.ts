import { expect, test } from "vitest";

import { standOnEnd } from "./MatrixPicture";

test("names of columns stand on end where they have no room side by side", () => {
  expect(standOnEnd(["setosa", "versicolor", "virginica"])).toBe(false);
  expect(standOnEnd([..."0123456789"])).toBe(false);
  expect(standOnEnd(["T-shirt/top", "Trouser", "Pullover", "Dress"])).toBe(true);
});
