import { describe, expect, it, test } from "vitest";

import { fakeContext } from "../testing/canvas";
import { drawn } from "../testing/drawing";
import { textsOn } from "../testing/pictures";
import { airy, airyLog, drawAxes, powers, tickText, ticks, type Ranges } from "./plot";

const SIZE = { width: 152, height: 136 };

function axes(ranges: Ranges, log = false) {
  const canvas = document.createElement("canvas");
  const titles = { x: "epoch", y: "loss" };
  return { canvas, plot: drawAxes(fakeContext(canvas), SIZE, ranges, titles, "light", log) };
}

describe("a plot", () => {
  it("has room for its numbers at the left and below", () => {
    const { plot } = axes({ x: [0, 10], y: [0, 1] });
    expect([plot.x(0), plot.x(10)]).toEqual([46, 146]);
    expect([plot.y(0), plot.y(1)]).toEqual([106, 6]);
  });

  it("says what lies along its axes, the upright one turned by a quarter", () => {
    const { canvas } = axes({ x: [0, 10], y: [0, 1] });
    expect(textsOn(canvas)).toContain("epoch");
    expect(textsOn(canvas).at(-1)).toBe("loss");
    expect(drawn(canvas, "rotate")).toEqual([[-Math.PI / 2]]);
  });

  it("has a line for each round number", () => {
    const { canvas } = axes({ x: [0, 10], y: [0, 1] });
    expect(
      drawn(canvas, "moveTo")
        .filter(([, y]) => y === 6)
        .map(([x]) => x),
    ).toEqual([46, 66, 86, 106, 126, 146, 46]);
  });

  it("has powers of ten at a logarithmic axis, evenly apart", () => {
    const { canvas, plot } = axes({ x: [0, 1], y: [0.01, 1] }, true);
    expect(textsOn(canvas)).toEqual(expect.arrayContaining(["0.01", "0.1", "1"]));
    expect(plot.y(0.1)).toBeCloseTo(56);
  });

  it("puts an axis of one number in the middle", () => {
    expect(axes({ x: [3, 3], y: [0, 1] }).plot.x(3)).toBe(96);
  });
});

test.each([
  [[0, 0.9], false, [0, 0.2, 0.4, 0.6, 0.8]],
  [[0, 3], true, [0, 1, 2, 3]],
  [[0, 0.4], true, [0]],
  [[-250, 250], false, [-200, -100, 0, 100, 200]],
  [[7, 7], false, [7]],
] as const)("the round numbers within %j, whole ones: %s", (range, counts, expected) => {
  expect(ticks(range, counts)).toEqual(expected);
});

test("thousands of epochs have at most six numbers", () => {
  for (const high of [1, 7, 999, 12345, 1e7]) expect(ticks([0, high]).length).toBeLessThan(7);
});

test("a logarithmic axis that holds no power of ten has no number", () => {
  expect(powers([2, 9])).toEqual([]);
});

test("a power of ten at the very end of an axis is not lost to rounding", () => {
  expect(powers([0.001, 1000])).toEqual([1e-3, 1e-1, 1e1, 1e3]);
});

describe("the air around a range", () => {
  it("is a share of what it spans", () => {
    expect(airy([0, 10])).toEqual([-0.5, 10.5]);
  });

  it("is a factor on a logarithmic axis, so that it stays above 0", () => {
    expect(airyLog([1, 10])).toEqual([1 / 1.5, 15]);
    expect(airyLog([3, 3])).toEqual([1, 9]);
  });

  it("is 1 around nothing but 0", () => {
    expect(airy([0, 0])).toEqual([-1, 1]);
  });
});

test("a number at an axis has a typographic minus in its power too", () => {
  expect(tickText(-2e-7)).toBe("−2e−7");
});
