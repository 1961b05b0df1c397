import { expect, test } from "vitest";

import { arrangementOf, type Arrangement } from "./screenSize";

const SCREENS: readonly (readonly [name: string, width: number, height: number, Arrangement])[] = [
  ["a laptop", 1366, 768, "wide"],
  ["the least wide screen", 1024, 768, "wide"],
  ["a tablet held upright", 768, 1024, "below"],
  ["a phone", 390, 844, "below"],
  ["a phone on its side", 844, 390, "beside"],
  ["a laptop at 200 %", 683, 384, "beside"],
  ["1280 x 1024 at 200 %", 640, 512, "beside"],
  ["a laptop at 400 %", 341, 192, "over"],
  ["1280 x 1024 at 400 %", 320, 256, "over"],
];

test.each(SCREENS)("%s of %i x %i is arranged as it fits", (_name, width, height, arrangement) => {
  expect(arrangementOf(width / 16, height / 16)).toBe(arrangement);
});

test("large letters make a screen small", () => {
  expect(arrangementOf(1024 / 20, 768 / 20)).toBe("beside");
});
