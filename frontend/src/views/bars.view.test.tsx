import { screen } from "@testing-library/react";
import { afterEach, describe, expect, it, test, vi } from "vitest";

import type { ReadingOf } from "../api/reading";
import { css, PRIMARY } from "../components/colours";
import { assigned, drawn, pointAt } from "../testing/drawing";
import { textsOn } from "../testing/pictures";
import { floats } from "../testing/readings";
import { pictureWith, pointInPlot, readingWith, showView } from "../testing/views";
import { barRange, freeEnd, shortened } from "./bars.view";

afterEach(() => vi.unstubAllGlobals());

const bars = (more: Partial<ReadingOf<"bars">["facts"]>, lines: number, ...values: number[]) =>
  readingWith(
    "bars",
    { names: ["a", "b"], series: [], log: false, references: [], ...more },
    { values: floats([lines, values.length / lines], ...values) },
  );
/** Left, top, width and height of each bar, in whole pixels. */
const rectangles = (canvas: HTMLElement) =>
  drawn(canvas, "fillRect").map((box) => box.map((one) => Math.round(one as number)));

describe("bars", () => {
  it("stand on nothing, as high as their numbers", async () => {
    showView(bars({}, 1, 1, 2));
    const [first = [], second = []] = rectangles(await pictureWith("fillRect"));
    expect(first[1] as number).toBeGreaterThan(second[1] as number);
    expect([first, second].map(([, top = 0, , high = 0]) => top + high)).toEqual([106, 106]);
  });

  it("hang below nothing where a number is negative", async () => {
    showView(bars({}, 1, 1, -1));
    const [up = [], down = []] = rectangles(await pictureWith("fillRect"));
    expect((up[1] as number) + (up[3] as number)).toBe(down[1]);
  });

  it("of two series stand side by side, each in its colour, with a legend", async () => {
    showView(bars({ series: ["now", "before"] }, 2, 1, 2, 3, 4));
    const canvas = await pictureWith("fillRect");
    expect(rectangles(canvas).map(([left]) => left)).toEqual([51, 101, 71, 121]);
    screen.getByText("before");
  });

  it("of one series are in the page's own colour", async () => {
    showView(bars({}, 1, 1, 2));
    expect(assigned(await pictureWith("fillRect"), "fillStyle")).toContain(css(PRIMARY.light));
  });

  it("are left out where there is no number, or none above 0 on a logarithmic axis", async () => {
    showView(bars({ log: true, names: ["a", "b", "c"] }, 1, NaN, 0, 5));
    expect(rectangles(await pictureWith("fillRect"))).toHaveLength(1);
  });

  it("of nothing at all draw an axis and no bar", async () => {
    showView(readingWith("bars", { names: [], series: [] }, { values: floats([1, 0]) }));
    const canvas = await pictureWith("stroke", "It: 0 bars");
    expect(drawn(canvas, "fillRect")).toEqual([]);
  });

  it("can be seen even where a number is next to nothing", async () => {
    showView(bars({}, 1, 1e-9, 1));
    expect(rectangles(await pictureWith("fillRect"))[0]?.[3]).toBe(1);
  });
});

describe("a level", () => {
  it("is a dashed line with its word", async () => {
    showView(bars({ references: [{ value: 1, label: "chance" }] }, 1, 0.5, 2));
    const canvas = await pictureWith("fillRect");
    expect(drawn(canvas, "setLineDash")).toEqual([[[4, 3]], [[]]]);
    expect(textsOn(canvas)).toContain("chance");
  });

  it("has its word where no bar rises above it", () => {
    expect(freeEnd([[1, 1, 9]], 5, 1)).toBe("left");
    expect(freeEnd([[9, 1, 1]], 5, 1)).toBe("right");
    expect(freeEnd([[9, 1, 9]], 5, 1)).toBe("right");
  });

  it("has its place on the axis though every bar is lower", () => {
    expect(barRange([[1, 2]], [10], false)[1]).toBeGreaterThan(10);
  });
});

describe("the range of bars", () => {
  test.each([
    ["begins at nothing where all are above it", [[2, 4]], [0, 4.24]],
    ["ends near nothing where all are below it", [[-2, -4]], [-4.24, 0.24]],
    ["is 0 to a little more than 1 where there is no number", [[NaN]], [0, 1.06]],
    ["has room where all are 0", [[0, 0]], [0, 1]],
  ])("%s", (_, series, range) => {
    const [low, high] = barRange(series, [], false);
    expect(low).toBeCloseTo(range[0] as number);
    expect(high).toBeCloseTo(range[1] as number);
  });

  it("is above 0 on a logarithmic axis, even of nothing", () => {
    expect(barRange([[0, -1]], [], true)[0]).toBeGreaterThan(0);
  });
});

describe("the names", () => {
  it("stand below their bars", async () => {
    showView(bars({}, 1, 1, 2));
    const texts = drawn(await pictureWith("fillRect"), "fillText");
    expect(texts.slice(-2)).toEqual([
      ["a", 71, 110],
      ["b", 121, 110],
    ]);
  });

  it("of a hundred bars are written only every so many", async () => {
    const names = Array.from({ length: 100 }, (_, at) => `unit ${at}`);
    const values = floats([1, 100], ...names.map(() => 1));
    showView(readingWith("bars", { names, series: [] }, { values }));
    const written = textsOn(await pictureWith("fillRect")).filter((text) =>
      /^u/.test(String(text)),
    );
    expect(written.length).toBeGreaterThan(1);
    expect(written.length).toBeLessThan(20);
  });

  it("keep a first letter where there is no room at all", () => {
    expect(shortened("Linear 12", 2)).toBe("L… 12");
  });
});

describe("the pointer over bars", () => {
  it("reads the name and the number", () => {
    const onHover = showView(bars({}, 1, 1, -2));
    pointInPlot(screen.getByRole("img"), 0.75);
    expect(onHover).toHaveBeenLastCalledWith("b: −2");
  });

  it("reads every series by its title", () => {
    const onHover = showView(bars({ series: ["now"] }, 2, 1, 2, 3, 4));
    pointInPlot(screen.getByRole("img"), 0.25);
    expect(onHover).toHaveBeenLastCalledWith("a: now 1, 2 3");
  });

  it("reads nothing over the numbers of the axis, nor once it left", () => {
    const onHover = showView(bars({}, 1, 1, 2));
    pointInPlot(screen.getByRole("img"), -0.2);
    expect(onHover).toHaveBeenLastCalledWith(null);
    pointAt(screen.getByRole("img"), "pointerLeave", 0.5, 0.5);
    expect(onHover).toHaveBeenCalledTimes(2);
  });
});
