import { screen } from "@testing-library/react";
import { afterEach, describe, expect, it, test, vi } from "vitest";

import type { ReadingOf } from "../api/reading";
import { drawn, pointAt } from "../testing/drawing";
import { textsOn } from "../testing/pictures";
import { floats } from "../testing/readings";
import { pictureWith, showView } from "../testing/views";
import { planeOf } from "./scatter.view";

afterEach(() => vi.unstubAllGlobals());

type Scatter = ReadingOf<"scatter">;

/** Points over the plane from −1 to 1 in both directions. */
function scatter(
  points: readonly number[],
  facts: Partial<Scatter["facts"]> = {},
  tensors: Partial<Scatter["tensors"]> = {},
): Scatter {
  const count = points.length / 2;
  return {
    kind: "scatter",
    path: "h",
    facts: { groups: ["left", "right"], low: -1, high: 1, ...facts },
    tensors: { points: floats([count, 2], ...points), group: floats([count]), ...tensors },
  };
}
const rounded = (calls: unknown[][]) =>
  calls.map((call) => call.map((one) => (typeof one === "number" ? Math.round(one) : one)));
const canvas = () => screen.getByRole("img");

describe("a plane without axes", () => {
  it("keeps a circle round: as wide as high, in the middle", async () => {
    showView(scatter([-1, -1, 1, 1]));
    const places = rounded(drawn(await pictureWith("arc"), "arc")).map(([x, y]) => [x, y]);
    expect(places).toEqual([
      [8, 136],
      [144, 0],
    ]);
  });

  it("has no numbers", async () => {
    showView(scatter([0, 0]));
    expect(textsOn(await pictureWith("arc"))).toEqual([]);
  });

  it("fits what it shows where its ends are not said, with air around it", () => {
    const { x, y } = planeOf(scatter([0, 10, 100, 20], { low: null, high: null }));
    expect(x.map(Math.round)).toEqual([-6, 106]);
    expect(y.map(Math.round)).toEqual([9, 21]);
  });

  it("has room around a single point, and around none", () => {
    expect(planeOf(scatter([3, 4], { low: null })).x).toEqual([2, 4]);
    const [low, high] = planeOf(scatter([], { low: null })).x;
    expect(low).toBeLessThan(high);
  });

  it("passes over ends that are the wrong way round", () => {
    expect(planeOf(scatter([3, 4], { low: 1, high: -1 })).y).toEqual([3, 5]);
  });
});

describe("a plane with axes", () => {
  it("says what lies along them, and cuts off what leaves them", async () => {
    showView(scatter([0, 0], { x_label: "first", y_label: null }));
    const picture = await pictureWith("arc");
    expect(textsOn(picture)).toContain("first");
    expect(drawn(picture, "clip")).toHaveLength(1);
  });

  it("has its middle between them", async () => {
    showView(scatter([0, 0], { x_label: "x" }));
    expect(drawn(await pictureWith("arc"), "arc")[0]?.slice(0, 2)).toEqual([96, 56]);
  });
});

describe("on the plane", () => {
  it("an arrow has a tip, a line has none", async () => {
    showView(scatter([0, 0], {}, { arrows: floats([1, 4], 0, 0, 1, 0) }));
    expect(drawn(await pictureWith("lineTo"), "lineTo")).toHaveLength(3);
    document.body.replaceChildren();
    showView(scatter([0, 0], {}, { lines: floats([1, 4], 0, 0, 1, 0) }));
    expect(drawn(await pictureWith("lineTo"), "lineTo")).toHaveLength(1);
  });

  it("an arrow without length has no tip", async () => {
    showView(scatter([0, 0], {}, { arrows: floats([1, 4], 0.5, 0.5, 0.5, 0.5) }));
    expect(drawn(await pictureWith("lineTo"), "lineTo")).toHaveLength(1);
  });

  it("a marked point has a ring around it", async () => {
    showView(scatter([0, 0], {}, { marked: floats([1, 2], 0, 0) }));
    const radii = drawn(await pictureWith("arc"), "arc").map(([, , radius]) => radius);
    expect(radii).toEqual([3, 8]);
  });

  it("a grid has a line for each row and each column", async () => {
    const grid = floats([2, 3, 2], -1, 1, 0, 1, 1, 1, -1, -1, 0, -1, 1, -1);
    showView(scatter([0, 0], {}, { grid }));
    const picture = await pictureWith("arc");
    expect(drawn(picture, "moveTo")).toHaveLength(5);
    expect(drawn(picture, "lineTo")).toHaveLength(2 * 2 + 3 * 1);
  });

  it("an ellipse is as large as its two radii", async () => {
    showView(scatter([0, 0], {}, { ellipses: floats([1, 4], 0, 0, 0.5, 1) }));
    const [radii] = drawn(await pictureWith("ellipse"), "ellipse").map((call) => call.slice(2, 4));
    expect(radii).toEqual([34, 68]);
  });

  it("hundreds of points are smaller", async () => {
    showView(scatter(Array.from({ length: 802 }, () => 0)));
    expect(drawn(await pictureWith("arc"), "arc")[0]?.[2]).toBe(2.2);
  });

  it("two groups have a legend; one group and more than twelve have none", () => {
    showView(scatter([0, 0]));
    expect(screen.getAllByRole("listitem")).toHaveLength(2);
    document.body.replaceChildren();
    showView(scatter([0, 0], { groups: ["only"] }));
    showView(scatter([0, 0], { groups: Array.from({ length: 13 }, (_, at) => `g${at}`) }));
    expect(screen.queryByRole("listitem")).toBeNull();
  });
});

describe("the pointer over a plane", () => {
  it("reads the nearest point with its group", () => {
    const onHover = showView(scatter([-1, 1, 0, 0], {}, { group: floats([2], 0, 1) }));
    pointAt(canvas(), "pointerMove", 0.53, 0.5);
    expect(onHover).toHaveBeenLastCalledWith("right (0, 0)");
  });

  it("reads a point of no group by its place alone", () => {
    const onHover = showView(scatter([0, 0], { groups: [] }));
    pointAt(canvas(), "pointerMove", 0.5, 0.5);
    expect(onHover).toHaveBeenLastCalledWith("(0, 0)");
  });

  it("reads nothing far from every point, nor once it left", () => {
    const onHover = showView(scatter([0, 0]));
    pointAt(canvas(), "pointerMove", 0.9, 0.9);
    pointAt(canvas(), "pointerLeave", 0.9, 0.9);
    expect(onHover.mock.calls).toEqual([[null], [null]]);
  });

  it("picks the sample that a point stands for", () => {
    const onPick = vi.fn();
    showView(scatter([0, 0], {}, { index: floats([1], 42) }), { onPick });
    pointAt(canvas(), "pointerDown", 0.5, 0.5);
    expect(onPick).toHaveBeenCalledExactlyOnceWith(42);
  });

  it("picks by the order of the points where no samples are said, and nothing beside them", () => {
    const onPick = vi.fn();
    showView(scatter([-1, -1, 0, 0]), { onPick });
    pointAt(canvas(), "pointerDown", 0.9, 0.1);
    pointAt(canvas(), "pointerDown", 0.5, 0.5);
    expect(onPick.mock.calls).toEqual([[1]]);
  });

  it("gives the place it is held at, and only while it is held", () => {
    const onPlace = vi.fn();
    showView(scatter([0, 0]), { onPlace });
    pointAt(canvas(), "pointerMove", 0.1, 0.1);
    pointAt(canvas(), "pointerDown", 0.75, 0.25);
    pointAt(canvas(), "pointerMove", 1, 1);
    pointAt(canvas(), "pointerUp", 1, 1);
    pointAt(canvas(), "pointerMove", 0.5, 0.5);
    expect(onPlace.mock.calls).toEqual([
      [0.5, 0.5],
      [1, -1],
    ]);
  });
});

test("the axes of a plane take in the ellipses, not only their middles", () => {
  const plane = planeOf({
    kind: "scatter",
    path: "",
    facts: { groups: [] },
    tensors: {
      group: floats([2]),
      points: floats([2, 2], -0.1, 0, 0.1, 0),
      ellipses: floats([2, 4], -0.1, 0, 1, 2, 0.1, 0, 1, 2),
    },
  });
  expect(plane.x[0]).toBeLessThanOrEqual(-1.1);
  expect(plane.x[1]).toBeGreaterThanOrEqual(1.1);
  expect(plane.y[0]).toBeLessThanOrEqual(-2);
  expect(plane.y[1]).toBeGreaterThanOrEqual(2);
});
