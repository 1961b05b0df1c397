import { screen } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";

import { pointAt } from "../testing/drawing";
import { floats } from "../testing/readings";
import { readingWith, showView } from "../testing/views";

afterEach(() => vi.unstubAllGlobals());

const TWO = floats([2, 1, 2], 0.25, 0.9, 0.75, 0.1);
const field = (path: string, values = TWO, classes: string[] = ["cat"]) =>
  readingWith("field2d", { classes }, { values }, path);
const picture = () => screen.getByRole("img", { name: /^It/ });

test("the network's answer is read as its likeliest class and how likely that is", () => {
  const onHover = showView(field("output"));
  pointAt(picture(), "pointerMove", 0.9, 0.5);
  expect(onHover).toHaveBeenLastCalledWith("cat: 90.0 %");
});

test("a class without a name is read by its number", () => {
  const onHover = showView(field("output"));
  pointAt(picture(), "pointerMove", 0.1, 0.5);
  expect(onHover).toHaveBeenLastCalledWith("class 1: 75.0 %");
});

test("several units of a layer lie side by side, each read by its number", () => {
  const onHover = showView(field("h"));
  pointAt(picture(), "pointerMove", 0.1, 0.01);
  expect(onHover).toHaveBeenLastCalledWith("unit 1: 0.25");
});

test("a single unit is read as its number alone, also at the output", () => {
  const onHover = showView(field("output", floats([1, 1, 2], -3, 4)));
  pointAt(picture(), "pointerMove", 0.1, 0.5);
  expect(onHover).toHaveBeenLastCalledWith("−3");
});

test.each(["output", "h"])("nothing is read once the pointer left %s", (path) => {
  const onHover = showView(field(path));
  pointAt(picture(), "pointerLeave", 0.5, 0.5);
  expect(onHover).toHaveBeenLastCalledWith(null);
});

test.each([
  [false, "auto"],
  [true, "pixelated"],
])("where whole classes are asked for (%s), the pixels are drawn %s", (discrete, rendering) => {
  showView(field("output"), { discrete });
  expect(picture().style.imageRendering).toBe(rendering);
});
