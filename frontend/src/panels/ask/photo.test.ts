import { afterEach, describe, expect, it, vi } from "vitest";

import { middleOf, photoBytes, photoOf } from "./photo";

afterEach(() => {
  vi.unstubAllGlobals();
});

const GREY = { channels: 1, width: 3, height: 3 };

/** A picture of greys as RGBA. */
const rgba = (...greys: number[]) =>
  Uint8ClampedArray.from(greys.flatMap((grey) => [grey, grey, grey, 255]));

describe("a photo for grey data", () => {
  it("of dark ink on light paper becomes light strokes on black", () => {
    const paper = rgba(200, 200, 200, 200, 40, 200, 200, 120, 200);
    expect([...photoBytes(paper, GREY)]).toEqual([0, 0, 0, 0, 255, 0, 0, 128, 0]);
  });

  it("of a light stroke on a dark board stays as it is, over the whole range", () => {
    const board = rgba(50, 50, 50, 50, 150, 50, 50, 50, 50);
    expect([...photoBytes(board, GREY)]).toEqual([0, 0, 0, 0, 255, 0, 0, 0, 0]);
  });

  it("of one grey is empty", () => {
    expect(Math.max(...photoBytes(rgba(...Array<number>(9).fill(90)), GREY))).toBe(0);
  });

  it("is as bright as the eye sees its colours", () => {
    const pad = { channels: 1, width: 3, height: 1 };
    const colours = Uint8ClampedArray.from([0, 0, 0, 255, 0, 255, 0, 255, 255, 255, 255, 255]);
    const [black, green, white] = photoBytes(colours, pad);
    expect([black, white].sort()).toEqual([0, 255]);
    expect(Math.abs((green ?? 0) - (black ?? 0))).toBeCloseTo(150, -1);
  });
});

it("a photo for coloured data keeps its colours, one plane after the other", () => {
  const pad = { channels: 3, width: 2, height: 1 };
  const two = Uint8ClampedArray.from([1, 2, 3, 255, 4, 5, 6, 255]);
  expect([...photoBytes(two, pad)]).toEqual([1, 4, 2, 5, 3, 6]);
});

it.each([
  [100, 100, 1, { x: 0, y: 0, wide: 100, high: 100 }],
  [200, 100, 1, { x: 50, y: 0, wide: 100, high: 100 }],
  [100, 300, 1, { x: 0, y: 100, wide: 100, high: 100 }],
  [100, 100, 2, { x: 0, y: 25, wide: 100, high: 50 }],
])("the middle of %i × %i with the ratio %d", (width, height, ratio, middle) => {
  expect(middleOf(width, height, ratio)).toEqual(middle);
});

describe("a file that cannot be taken", () => {
  it("says what it is and what would fit", async () => {
    vi.stubGlobal("createImageBitmap", () => Promise.reject(new Error("InvalidStateError")));
    const file = new File(["%PDF"], "scan.pdf");
    await expect(photoOf(file, GREY)).rejects.toThrow(
      "“scan.pdf” is no picture that this browser can read; take a JPEG or PNG",
    );
  });

  it("is refused before it is read where it is too large", async () => {
    const file = Object.defineProperty(new File([], "a.png"), "size", { value: 41_000_000 });
    await expect(photoOf(file, GREY)).rejects.toThrow("larger than 40 MB");
  });
});
