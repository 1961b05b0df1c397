import { screen } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";

import { drawn } from "../testing/drawing";
import { floats } from "../testing/readings";
import { pictureWith, pointInPlot, readingWith, showView } from "../testing/views";

afterEach(() => vi.unstubAllGlobals());

const prediction = (truth: number[], predicted: number[]) =>
  readingWith(
    "prediction",
    {},
    { truth: floats([truth.length], ...truth), predicted: floats([truth.length], ...predicted) },
  );
const dots = (canvas: HTMLElement) =>
  drawn(canvas, "arc").map(([x, y]) => [Math.round(x as number), Math.round(y as number)]);

test("what is predicted rightly lies on the line from corner to corner", async () => {
  showView(prediction([0, 5, 10], [0, 5, 10]));
  for (const [x = 0, y = 0] of dots(await pictureWith("arc"))) expect(x - 46).toBe(106 - y);
});

test("what is predicted beyond every truth lies at the rim", async () => {
  showView(prediction([0, 10], [-1000, 1e9]));
  expect(dots(await pictureWith("arc")).map(([, y]) => y)).toEqual([106, 6]);
});

test("the picture says how many samples it shows", () => {
  showView(prediction([0, 1, 2], [0, 1, 2]));
  screen.getByRole("img", { name: "It: 3 samples" });
});

test("no sample at all leaves axes without a dot", async () => {
  showView(prediction([], []));
  expect(dots(await pictureWith("fillText"))).toEqual([]);
});

test("a sample near the pointer is read with what it is and what it was taken for", () => {
  const onHover = showView(prediction([0, 5, 10], [0, 5, 8]));
  pointInPlot(screen.getByRole("img"), 0.5, 0.5);
  expect(onHover).toHaveBeenLastCalledWith("truth 5, predicted 5");
});

test("a prediction at the rim is read as it is", () => {
  const onHover = showView(prediction([0, 10], [0, 1000]));
  pointInPlot(screen.getByRole("img"), 0.95, 0);
  expect(onHover).toHaveBeenLastCalledWith("truth 10, predicted 1000");
});

test("far from every sample nothing is read", () => {
  const onHover = showView(prediction([0, 10], [0, 10]));
  pointInPlot(screen.getByRole("img"), 0.1, 0.1);
  expect(onHover).toHaveBeenLastCalledWith(null);
});
