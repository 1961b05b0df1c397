import { fireEvent, screen, waitFor } from "@testing-library/react";
import { beforeAll, beforeEach, expect, test } from "vitest";

import { usePreferences } from "../../store/preferences";
import { drawn, giveSize, pointAt } from "../../testing/drawing";
import { render } from "../../testing/render";
import { freshStores } from "../../testing/stores";
import { dataInfo, halfOf, previewOf } from "../../testing/values";
import { AskSeries } from "./AskSeries";

const INFO = dataInfo({ shape: [5, 1], classes: [] });
const SAMPLES = previewOf({
  kind: "sequences",
  train: halfOf({ inputs: [[0, 0, 0, 0, 2]] }),
  test: halfOf({ index: [0], inputs: [[1, 1, 1, 1, 1]] }),
});

beforeAll(() => giveSize(100, 100));
beforeEach(freshStores);

const line = () => screen.getByRole("img", { name: "Line over 5 steps to draw on" });
const asked = () => usePreferences.getState().sample.asked?.split(",").map(Number);

test("the line of the shown sample has a point for each step", async () => {
  render(<AskSeries info={INFO} samples={SAMPLES} />);
  await waitFor(() => expect(drawn(line(), "lineTo").length).toBeGreaterThan(5));
  const across = drawn(line(), "lineTo")
    .slice(-5)
    .map(([x]) => x);
  expect(across).toEqual([4, 27, 50, 73, 96]);
});

test("a touch sets the step under the pointer to its height", () => {
  render(<AskSeries info={INFO} samples={SAMPLES} />);
  pointAt(line(), "pointerDown", 0.5, 0.5);
  expect(asked()).toEqual([1, 1, 0, 1, 1]);
  expect(usePreferences.getState().sample.askedFor).toBe("5×1 0");
});

test("a stroke draws a straight piece between two places", () => {
  render(<AskSeries info={INFO} samples={SAMPLES} />);
  pointAt(line(), "pointerDown", 0.04, 0.5);
  pointAt(line(), "pointerMove", 0.96, 0.04);
  expect(asked()).toEqual([0, 0.55, 1.1, 1.65, 2.2]);
});

test("a stroke may go back from right to left", () => {
  render(<AskSeries info={INFO} samples={SAMPLES} />);
  pointAt(line(), "pointerDown", 0.96, 0.5);
  pointAt(line(), "pointerMove", 0.5, 0.04);
  expect(asked()).toEqual([1, 1, 2.2, 1.1, 0]);
});

test("a pointer that leaves the box draws at its edge", () => {
  render(<AskSeries info={INFO} samples={SAMPLES} />);
  pointAt(line(), "pointerDown", 5, -5);
  expect(asked()).toEqual([1, 1, 1, 1, 2.2]);
});

test("a pointer that only passes over the line draws nothing", () => {
  render(<AskSeries info={INFO} samples={SAMPLES} />);
  pointAt(line(), "pointerMove", 0.5, 0.5);
  pointAt(line(), "pointerDown", 0.5, 0.5);
  fireEvent.pointerUp(line());
  pointAt(line(), "pointerMove", 0.04, 0.04);
  expect(asked()).toEqual([1, 1, 0, 1, 1]);
});

test("without samples the line is level at zero and cannot be taken from one", () => {
  render(<AskSeries info={INFO} samples={null} />);
  pointAt(line(), "pointerDown", 0.5, 0.04);
  expect(asked()).toEqual([0, 0, 1.1, 0, 0]);
  const back = screen.getByRole<HTMLButtonElement>("button", { name: "From sample 1" });
  expect(back.disabled).toBe(true);
});

test("the sample's line comes back with its button", () => {
  render(<AskSeries info={INFO} samples={SAMPLES} />);
  pointAt(line(), "pointerDown", 0.5, 0.5);
  fireEvent.click(screen.getByRole("button", { name: "From sample 1" }));
  expect(asked()).toEqual([1, 1, 1, 1, 1]);
});
