import { describe, expect, test } from "vitest";

import type { DataInfo } from "../../api/types";
import {
  dataSignature,
  inputFormOf,
  between,
  bytesOf,
  bytesText,
  dab,
  numbersOf,
  numbersText,
} from "./customSample";

describe("how a network is asked", () => {
  test("follows from what samples are made of", () => {
    expect(inputFormOf(data([1, 28, 28]))).toBe("picture");
    expect(inputFormOf(data([12], { vocab: ["a"] }))).toBe("text");
    expect(inputFormOf(data([40, 1]))).toBe("series");
    expect(inputFormOf(data([4]))).toBe("numbers");
  });

  test("or it is said why it cannot be", () => {
    expect(inputFormOf(data([3, 64, 64]))).toEqual({
      why: "A picture of 12,288 numbers is too large to be drawn here",
    });
    expect(inputFormOf(data([60, 5]))).toHaveProperty("why");
    expect(inputFormOf(data([200]))).toHaveProperty("why");
  });

  test("what was asked belongs to one shape and vocabulary", () => {
    expect(dataSignature(data([1, 8, 8]))).not.toBe(dataSignature(data([1, 28, 28])));
  });
});

describe("what is sent", () => {
  test("comes back as it was", () => {
    const bytes = Uint8Array.from([0, 128, 255, 7]);
    expect(bytesOf(bytesText(bytes, -1, 1), 4)).toEqual(bytes);
    expect(bytesOf(bytesText(bytes, -1, 1), 5)).toBeNull();
    expect(bytesText(bytes, -1, 1)).toBe("bytes -1 1 AID/Bw==");
    expect(numbersOf(numbersText([0.5, -1.23456]), 2)).toEqual([0.5, -1.235]);
    expect(numbersOf("1,x", 2)).toBeNull();
    expect(bytesOf(undefined, 1)).toBeNull();
  });
});

describe("a brush", () => {
  const pad = { channels: 1, height: 5, width: 5 };
  const paper = new Uint8Array(25);

  test("is full in its middle, soft at its rim, and touches nothing further out", () => {
    const drawn = dab(paper, pad, [2.5, 2.5], 0.8, [255]);
    expect(drawn[12]).toBe(255);
    expect(drawn[11]).toBeGreaterThan(0);
    expect(drawn[11]).toBeLessThan(255);
    expect(drawn[10]).toBe(0);
    expect(paper[12]).toBe(0);
  });

  test("that draws paper takes ink away", () => {
    const drawn = dab(paper, pad, [2.5, 2.5], 1.5, [255]);
    expect(dab(drawn, pad, [2.5, 2.5], 2.5, [0])[12]).toBe(0);
  });

  test("colours every plane", () => {
    const drawn = dab(new Uint8Array(75), { ...pad, channels: 3 }, [2.5, 2.5], 1, [255, 0, 9]);
    expect([drawn[12], drawn[37], drawn[62]]).toEqual([255, 0, 9]);
  });

  test("leaves no gaps between two touches", () => {
    const places = between([0, 0], [3, 4]);
    expect(places).toHaveLength(10);
    expect(places.at(-1)).toEqual([3, 4]);
  });
});

function data(shape: number[], more: Partial<DataInfo> = {}): DataInfo {
  return { shape, num_train: 10, num_test: 10, ...more } as DataInfo;
}
