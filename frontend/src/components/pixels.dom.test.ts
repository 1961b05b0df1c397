import { describe, expect, it, test } from "vitest";

import { callsOn } from "../testing/canvas";
import { cellAt, pointIn, putPixels } from "./pixels";

const BOX = { width: 100, height: 50 };

test.each([
  ["the first", 0, 0, 0],
  ["the end of the first row", 99.9, 0, 3],
  ["the last", 99.9, 49.9, 7],
  ["one in the middle", 26, 30, 5],
])("a point in %s cell finds it", (_, x, y, cell) => {
  expect(cellAt(x, y, BOX, 4, 2)).toBe(cell);
});

test.each([
  ["left", -1, 10],
  ["above", 10, -0.1],
  ["at the right rim", 100, 10],
  ["at the lower rim", 10, 50],
])("a point %s of the box finds none", (_, x, y) => {
  expect(cellAt(x, y, BOX, 4, 2)).toBeNull();
});

test("a point of a box without a size finds none", () => {
  expect(cellAt(0, 0, { width: 0, height: 0 }, 4, 2)).toBeNull();
});

test("a pointer is where it is within its element", () => {
  const currentTarget = document.createElement("div");
  currentTarget.getBoundingClientRect = () => new DOMRect(10, 20, 300, 200);
  expect(pointIn({ clientX: 15, clientY: 40, currentTarget })).toEqual({
    x: 5,
    y: 20,
    width: 300,
    height: 200,
  });
});

describe("pixels", () => {
  it("give the canvas one pixel a number, whatever size it had", () => {
    const canvas = document.createElement("canvas");
    putPixels(canvas, 3, 2, (pixels) => pixels.fill(7));
    expect([canvas.width, canvas.height]).toEqual([3, 2]);
    const [image] = callsOn(canvas).flatMap(([name, put]) =>
      name === "putImageData" ? [put] : [],
    );
    const { data } = image as ImageData;
    expect([...new Uint32Array(data.buffer)]).toEqual(new Array(6).fill(7));
  });

  it.each([
    [0, 3],
    [3, 0],
  ])("of %i by %i are not drawn", (width, height) => {
    const canvas = document.createElement("canvas");
    putPixels(canvas, width, height, () => {
      throw new Error("nothing to fill");
    });
    expect(callsOn(canvas)).toEqual([]);
  });
});
