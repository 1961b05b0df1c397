import { screen } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";

import { drawn, pointAt } from "../testing/drawing";
import { floats } from "../testing/readings";
import { PLOT, pictureWith, readingWith, showView } from "../testing/views";

afterEach(() => vi.unstubAllGlobals());

/** A surface over the square from −1 to 1: heights 1 and 2 in the upper row, 3 and 4 in the lower row. */
const surface = (value: number | null, ...path: number[]) =>
  readingWith(
    "surface",
    { low: [-1, -1], high: [1, 1], value, centre: null },
    { values: floats([2, 2], 1, 2, 3, 4), path: floats([path.length / 2, 2], ...path) },
  );
const WAY = /the way/;

test("the way goes over the surface, and a dot stands where it has come to", async () => {
  showView(surface(null, -1, -1, 0, 0, 1, 1));
  const canvas = await pictureWith("arc", "It: the way, 3 places");
  expect(drawn(canvas, "lineTo")).toEqual([
    [0, PLOT.height],
    [PLOT.width / 2, PLOT.height / 2],
    [PLOT.width, 0],
  ]);
  expect(drawn(canvas, "arc").map(([x, y]) => [x, y])).toEqual([[PLOT.width, 0]]);
});

test("the pointer reads place and height, up being more", () => {
  const onHover = showView(surface(null, 0, 0));
  pointAt(screen.getByRole("img", { name: WAY }), "pointerMove", 0.75, 0.25);
  expect(onHover).toHaveBeenLastCalledWith("(0.5, 0.5): height 2");
});

test("the pointer at the very corner reads the last height", () => {
  const onHover = showView(surface(null, 0, 0));
  pointAt(screen.getByRole("img", { name: WAY }), "pointerMove", 1, 1);
  expect(onHover).toHaveBeenLastCalledWith("(1, −1): height 4");
});

test("the value where it has come to is said, a 0 too, and none where there is none", () => {
  showView(surface(0, 0, 0));
  screen.getByText("f = 0");
  document.body.replaceChildren();
  showView(surface(null, 0, 0));
  expect(screen.queryByText(/^f = /)).toBeNull();
});
