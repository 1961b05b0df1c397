import { screen } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { drawn, giveSize, pointAt } from "../testing/drawing";
import { render } from "../testing/render";
import { Histogram } from "./Histogram";

const canvas = () => screen.getByRole("img", { name: "Weights" });

/** The rectangles that are drawn: the bars, and the line at zero if there is one. */
async function rectsOf(counts: readonly number[], low = 0, high = 1) {
  render(<Histogram counts={counts} low={low} high={high} label="Weights" />);
  await vi.waitFor(() => expect(drawn(canvas(), "clearRect")).toHaveLength(1));
  return drawn(canvas(), "fillRect");
}

beforeEach(() => giveSize(100, 52));
afterEach(() => vi.unstubAllGlobals());

describe("a histogram", () => {
  it("fills its width with bars, the fullest almost to the top", async () => {
    const rects = await rectsOf([1, 2, 4, 0]);
    expect(rects).toEqual([
      [0, 39.5, 24, 12.5],
      [25, 27, 24, 25],
      [50, 2, 24, 50],
      [75, 52, 24, 0],
    ]);
  });

  it("draws bars of at least a pixel, however many there are", async () => {
    const rects = await rectsOf(new Array<number>(400).fill(1));
    expect(rects).toHaveLength(400);
    expect(rects.every(([, , width]) => width === 1)).toBe(true);
  });

  it("marks zero where it lies among the values", async () => {
    expect((await rectsOf([1, 1], -1, 3)).at(-1)).toEqual([25, 0, 1, 52]);
  });

  it("marks no zero where it lies at an end", async () => {
    expect(await rectsOf([1, 1], 0, 3)).toHaveLength(2);
  });

  it("draws no bar of nothing, and does not divide by it", async () => {
    expect(await rectsOf([0, 0])).toEqual([
      [0, 52, 49, 0],
      [50, 52, 49, 0],
    ]);
  });

  it("says which bin is pointed at, and when none is", () => {
    const onHover = vi.fn();
    render(<Histogram counts={[1, 2, 3, 4]} low={0} high={1} label="Weights" onHover={onHover} />);
    pointAt(canvas(), "pointerMove", 0.6, 0.5);
    pointAt(canvas(), "pointerMove", 1.5, 0.5);
    pointAt(canvas(), "pointerLeave", 0, 0);
    expect(onHover.mock.calls.map(([bin]: unknown[]) => bin)).toEqual([2, null, null]);
  });
});
