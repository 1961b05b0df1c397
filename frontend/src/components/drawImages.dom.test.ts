import { expect, test } from "vitest";

import { callsOn, fakeContext } from "../testing/canvas";
import { colourTable, signed } from "./colourScale";
import { drawImages, paintEach } from "./drawImages";
import { tileRects } from "./tiles";

test("every image has its own unit", () => {
  const pixels = new Uint32Array(4);
  const values = Int8Array.of(127, 127, 127, 127);
  paintEach(pixels, 2, values, [signed(1, 1 / 127), signed(1, 0)], "light");
  const table = colourTable("diverging", "light");
  expect([...pixels]).toEqual([table[255], table[255], table[128], table[128]]);
});

test("all images pass through one strip, each into its rectangle", () => {
  const canvas = document.createElement("canvas");
  const grid = { count: 2, columns: 2, gap: 2, width: 3, height: 3 };
  const values = new Float32Array(18);
  drawImages(fakeContext(canvas), grid, tileRects(grid, 22), values, signed(1), "dark");
  const drawn = callsOn(canvas).filter(([name]) => name === "drawImage");
  expect(drawn.map((call) => call.slice(2))).toEqual([
    [0, 0, 3, 3, 0, 0, 10, 10],
    [0, 3, 3, 3, 12, 0, 10, 10],
  ]);
});
