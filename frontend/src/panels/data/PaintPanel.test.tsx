import { act, fireEvent, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { usePreferences } from "../../store/preferences";
import { undo, useProject } from "../../store/project";
import { pointAt } from "../../testing/drawing";
import { render } from "../../testing/render";
import { freshStores, given } from "../../testing/stores";
import { catalogueOf, entryOf } from "../../testing/values";
import { MOST_POINTS, type PaintedPoint } from "./painting";
import { PaintPanel } from "./PaintPanel";

const painted = vi.fn();

beforeEach(() => {
  freshStores();
  painted.mockReset();
  const defaults = { points: [], classes: ["orange", "blue"] };
  given({
    catalogue: catalogueOf({ datasets: [entryOf("painted", {}, { defaults })] }),
    session: { painted },
  });
});
afterEach(() => {
  vi.useRealTimers();
});

function shown(points: readonly PaintedPoint[] = [], classes = ["orange", "blue"]) {
  useProject.getState().setData({ type: "painted", points, classes });
  render(<PaintPanel />);
}

const plane = () => screen.getByRole("application");
const points = () => useProject.getState().file.data["points"] as PaintedPoint[];
const classes = () => useProject.getState().file.data["classes"];
const button = (name: string) => screen.getByRole<HTMLButtonElement>("button", { name });
/** Sets the spread of the brush to 0, so that it paints exactly at the pointer. */
const sharp = () =>
  fireEvent.keyDown(screen.getByRole("slider", { name: "Spread of the brush" }), { key: "Home" });

test("a touch paints a point of the chosen class where it is", () => {
  shown();
  sharp();
  fireEvent.click(screen.getByRole("radio", { name: "Paint blue" }));
  pointAt(plane(), "pointerDown", 0.75, 0.25);
  fireEvent.pointerUp(plane());
  expect(points()).toEqual([[1, 1, 1]]);
});

test("a brush that is held down goes on painting where it is", () => {
  vi.useFakeTimers();
  shown();
  sharp();
  pointAt(plane(), "pointerDown", 0.5, 0.5);
  pointAt(plane(), "pointerMove", 1, 1);
  act(() => void vi.advanceTimersByTime(90));
  fireEvent.pointerUp(plane());
  act(() => void vi.advanceTimersByTime(900));
  expect(points()).toEqual([
    [0, 0, 0],
    [2, -2, 0],
    [2, -2, 0],
  ]);
});

test("a pointer that only passes paints nothing", () => {
  shown();
  pointAt(plane(), "pointerMove", 0.5, 0.5);
  expect(points()).toEqual([]);
});

test("keys move the brush and paint", () => {
  shown();
  sharp();
  for (const key of ["ArrowRight", "ArrowRight", "ArrowUp", "Enter"])
    fireEvent.keyDown(plane(), { key });
  expect(points()).toEqual([[0.2, 0.1, 0]]);
});

test("the brush stays on the plane", () => {
  shown();
  sharp();
  for (let at = 0; at < 30; at += 1) fireEvent.keyDown(plane(), { key: "ArrowLeft" });
  fireEvent.keyDown(plane(), { key: "Enter" });
  expect(points()).toEqual([[-2, 0, 0]]);
});

test("other keys are left to the page", () => {
  shown();
  expect(fireEvent.keyDown(plane(), { key: "Tab" })).toBe(true);
  expect(fireEvent.keyDown(plane(), { key: "ArrowUp" })).toBe(false);
});

test("a rubber takes points away", () => {
  shown([
    [0, 0, 0],
    [1, 1, 1],
  ]);
  fireEvent.click(screen.getByRole("radio", { name: "Erase" }));
  pointAt(plane(), "pointerDown", 0.5, 0.5);
  expect(points()).toEqual([[1, 1, 1]]);
});

test("all points go at once, and come back with undo", () => {
  shown([[0, 0, 0]]);
  fireEvent.click(button("Clear"));
  expect(points()).toEqual([]);
  expect(button("Clear").disabled).toBe(true);
  act(undo);
  expect(points()).toEqual([[0, 0, 0]]);
});

test("each class has its points counted", () => {
  shown([
    [0, 0, 0],
    [1, 1, 1],
    [1, 0, 1],
  ]);
  expect(screen.getByRole("radiogroup", { name: "Class to paint" }).textContent).toMatch(/^12/);
  expect(plane().getAttribute("aria-label")).toMatch(/^Plane to paint on, 3 points/);
});

test("a class is added with a name of its own and painted with", () => {
  shown();
  fireEvent.click(button("Class"));
  expect(classes()).toEqual(["orange", "blue", "green"]);
  expect(screen.getByRole("radio", { name: "Paint green" }).getAttribute("aria-checked")).toBe(
    "true",
  );
});

test("six classes are the most, and two the fewest", () => {
  shown([], ["a", "b", "c", "d", "e", "f"]);
  expect(screen.queryByRole("button", { name: "Class" })).toBeNull();
  for (const name of ["f", "e", "d", "c"]) fireEvent.click(button(`Take the class ${name} away`));
  expect(classes()).toEqual(["a", "b"]);
  expect(screen.queryByRole("button", { name: /Take the class/ })).toBeNull();
});

test("a class that goes takes its points along", () => {
  shown(
    [
      [0, 0, 0],
      [1, 1, 1],
      [2, 2, 2],
    ],
    ["a", "b", "c"],
  );
  fireEvent.click(button("Take the class b away"));
  expect(points()).toEqual([
    [0, 0, 0],
    [2, 2, 1],
  ]);
});

const name = (at: number) =>
  screen.getByRole<HTMLInputElement>("textbox", { name: `Name of class ${at}` });
function rename(at: number, text: string, key = "Enter") {
  fireEvent.change(name(at), { target: { value: text } });
  fireEvent.keyDown(name(at), { key });
}

test("a class gets another name with Enter", () => {
  shown();
  rename(1, "  cats ");
  expect(classes()).toEqual(["cats", "blue"]);
});

test.each([
  ["empty", " ", "Enter"],
  ["taken", "blue", "Enter"],
  ["given up", "cats", "Escape"],
])("a name that is %s is not kept", (_, text, key) => {
  shown();
  rename(1, text, key);
  expect(classes()).toEqual(["orange", "blue"]);
  expect(name(1).value).toBe("orange");
});

test("training goes on with painted points only where that is ticked", () => {
  shown([[0, 0, 0]]);
  fireEvent.click(button("Clear"));
  expect(painted).toHaveBeenCalledOnce();
  fireEvent.click(screen.getByRole("checkbox", { name: "train while I paint" }));
  expect(usePreferences.getState().trainWhilePainting).toBe(false);
  fireEvent.click(button("Class"));
  expect(painted).toHaveBeenCalledOnce();
});

test("a full plane says so", () => {
  shown(new Array<PaintedPoint>(MOST_POINTS).fill([0, 0, 0]));
  expect(screen.getByRole("status").textContent).toBe(
    "5,000 points are the most that can be painted; erase some.",
  );
});
