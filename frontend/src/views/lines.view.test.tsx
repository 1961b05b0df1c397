import { screen } from "@testing-library/react";
import { afterEach, describe, expect, it, test, vi } from "vitest";

import type { ReadingOf } from "../api/reading";
import { drawn } from "../testing/drawing";
import { textsOn } from "../testing/pictures";
import { floats } from "../testing/readings";
import { pictureWith, pointInPlot, readingWith, showView } from "../testing/views";
import { curvesOf, nearestAt } from "./lines.view";

afterEach(() => vi.unstubAllGlobals());

type Facts = Partial<ReadingOf<"lines">["facts"]>;
const PLAIN: Facts = { names: ["loss"], x_label: "", y_label: "", log: false, references: [] };
const lines = (facts: Facts, ...curves: number[][]) => {
  const count = curves[0]?.length ?? 0;
  const x = floats([count], ...Array.from({ length: count }, (_, at) => at));
  const y = floats([curves.length, count], ...curves.flat());
  return readingWith("lines", { ...PLAIN, now: null, ...facts }, { x, y });
};
/** The points of the curve itself, which are drawn after the lines of the axes. */
const curvePlaces = (canvas: HTMLElement) =>
  drawn(canvas, "lineTo")
    .map((place) => place.map((one) => Math.round(one as number)))
    .slice(-2);

describe("curves", () => {
  it("go from left to right, up being more", async () => {
    showView(lines({}, [0, 1, 2]));
    expect(curvePlaces(await pictureWith("fillText"))).toEqual([
      [96, 56],
      [146, 11],
    ]);
  });

  it("have a gap where there is no number", async () => {
    showView(lines({}, [0, 1, 2, 1]));
    const whole = drawn(await pictureWith("fillText"), "lineTo").length;
    document.body.replaceChildren();
    showView(lines({}, [0, NaN, 2, 1]));
    const canvas = await pictureWith("fillText");
    expect(whole - drawn(canvas, "lineTo").length).toBe(2);
  });

  it("of several names have a legend, one has none", () => {
    showView(lines({ names: ["train"] }, [0, 1]));
    expect(screen.queryByRole("list")).toBeNull();
    showView(lines({ names: ["train", "test"] }, [0, 1], [1, 0]));
    expect(screen.getAllByRole("listitem").map(({ textContent }) => textContent)).toEqual([
      "train",
      "test",
    ]);
  });

  it("say their names to a screen reader", () => {
    showView(lines({ names: ["train", "test"] }, [0, 1], [1, 0]));
    screen.getByRole("img", { name: "It: train, test" });
  });

  it("of no point at all draw their axes", async () => {
    showView(lines({ y_label: "loss" }, []));
    expect(textsOn(await pictureWith("fillText"))).toContain("loss");
  });

  it("count whole things along their axis", async () => {
    showView(lines({}, [5, 6]));
    expect(textsOn(await pictureWith("fillText"))).not.toContain("0.2");
  });
});

describe("now", () => {
  it("is a dot on each curve at the nearest x", async () => {
    showView(lines({ now: 1, names: ["a", "b"] }, [0, 1, 2], [2, 1, 0]));
    const dots = drawn(await pictureWith("arc"), "arc");
    expect(dots.map(([x]) => x)).toEqual([96, 96]);
  });

  it("has no dot where the curve has no number", async () => {
    showView(lines({ now: 1 }, [0, NaN, 2]));
    expect(drawn(await pictureWith("fillText"), "arc")).toEqual([]);
  });
});

describe("a level", () => {
  it("has its word, and its place on the axis though no curve reaches it", async () => {
    showView(lines({ references: [{ value: 9, label: "guessing" }] }, [0, 1]));
    const word = drawn(await pictureWith("fillText"), "fillText").find(
      ([text]) => text === "guessing",
    );
    expect(word?.[1]).toBe(144);
    expect(word?.[2]).toBeGreaterThan(6);
  });

  it("at 0 is left out on a logarithmic axis", async () => {
    showView(lines({ log: true, references: [{ value: 0, label: "nothing" }] }, [1, 10]));
    expect(textsOn(await pictureWith("fillText"))).not.toContain("nothing");
  });
});

describe("the pointer over curves", () => {
  it("reads every curve at the nearest x", () => {
    const onHover = showView(
      lines({ names: ["a", "b"], x_label: "epoch" }, [0, 1, 2], [5, NaN, 3]),
    );
    pointInPlot(screen.getByRole("img"), 0.55);
    expect(onHover).toHaveBeenLastCalledWith("epoch 1: a 1, b NaN");
  });

  it("reads the last point beyond the right end, and calls an axis without a title x", () => {
    const onHover = showView(lines({}, [0, 1, 2]));
    pointInPlot(screen.getByRole("img"), 1.05);
    expect(onHover).toHaveBeenLastCalledWith("x 2: loss 2");
  });
});

test("curves are plain numbers, whatever they were packed by", () => {
  const y = { dtype: "int8", shape: [1, 2], scale: 0.5, data: Int8Array.of(2, -4) };
  const { y: curves } = curvesOf(readingWith("lines", PLAIN, { x: floats([2], 0, 1), y }));
  expect(curves).toEqual([[1, -2]]);
});

test.each([
  [[0, 10, 20], 14, 1],
  [[0, 10, 20], 15, 1],
  [[0, 10, 20], -99, 0],
  [[], 5, 0],
])("of %j the nearest to %d is number %d", (x, value, at) => {
  expect(nearestAt(x, value)).toBe(at);
});
