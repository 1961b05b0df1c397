import { screen } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { callsOn } from "../testing/canvas";
import { assigned, drawn, giveSize } from "../testing/drawing";
import { render } from "../testing/render";
import type { Rgb } from "./colours";
import { LineSpark } from "./LineSpark";

const RED: Rgb = [255, 0, 0];
const BLUE: Rgb = [0, 0, 255];
const canvas = () => screen.getByRole("img", { name: "Loss" });

/** The moves of the pen over the canvas: "go" does not draw, "draw" does. */
async function penOf(values: readonly number[], log = false) {
  render(<LineSpark lines={[{ values, colour: RED }]} label="Loss" log={log} />);
  await vi.waitFor(() => expect(drawn(canvas(), "clearRect")).toHaveLength(1));
  const moves = callsOn(canvas() as HTMLCanvasElement).filter(([name]) =>
    ["moveTo", "lineTo"].includes(name),
  );
  return moves.map(([name, x, y]) => [name === "lineTo" ? "draw" : "go", x, y]);
}

beforeEach(() => giveSize(102, 54));
afterEach(() => vi.unstubAllGlobals());

describe("a small curve", () => {
  it("runs from edge to edge, the largest value on top", async () => {
    expect(await penOf([0, 10, 5])).toEqual([
      ["go", 1, 52],
      ["draw", 51, 2],
      ["draw", 101, 27],
    ]);
  });

  it("has a gap where a value is not finite", async () => {
    const pen = await penOf([0, 1, NaN, 1, 0, Infinity]);
    expect(pen.map(([how]) => how)).toEqual(["go", "draw", "go", "draw"]);
  });

  it("has a gap where a log axis has no place for a value", async () => {
    const pen = await penOf([1, 0, 100, 10], true);
    expect(pen).toEqual([
      ["go", 1, 52],
      ["go", expect.closeTo(67.67, 1), 2],
      ["draw", 101, expect.closeTo(27, 5)],
    ]);
  });

  it("of one value or of equal ones lies in the middle", async () => {
    expect(await penOf([3])).toEqual([["go", 1, 27]]);
  });

  it.each([[[]], [[NaN, NaN]]])("of %j draws nothing", async (values) => {
    expect(await penOf(values)).toEqual([]);
  });

  it("of a hundred thousand points draws no more than the eye can tell apart", async () => {
    const pen = await penOf(Array.from({ length: 100_000 }, (_, at) => at % 13));
    expect(pen.length).toBeLessThanOrEqual(4 * 102);
  });
});

it("draws curves in their colours over one common range", async () => {
  const lines = [
    { values: [0, 1], colour: RED },
    { values: [0, 2], colour: BLUE },
  ];
  render(<LineSpark lines={lines} label="Loss" />);
  await vi.waitFor(() => expect(drawn(canvas(), "stroke")).toHaveLength(2));
  expect(assigned(canvas(), "strokeStyle")).toEqual(["rgb(255 0 0)", "rgb(0 0 255)"]);
  expect(drawn(canvas(), "lineTo").map(([, y]) => y)).toEqual([27, 2]);
});
