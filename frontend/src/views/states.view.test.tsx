import { screen } from "@testing-library/react";
import { expect, test } from "vitest";

import { pointAt } from "../testing/drawing";
import { floats } from "../testing/readings";
import { readingWith, showView } from "../testing/views";

/** Two parts with two steps and three units each; the values count up from 0. */
const states = (facts: { names?: string[]; tokens?: string[] | null }) => {
  const values = floats([2, 2, 3], ...Array.from({ length: 12 }, (_, at) => at));
  return readingWith("states", { names: ["memory"], tokens: null, ...facts }, { values });
};

test("each part has its name, or its number where it has none", () => {
  showView(states({}));
  screen.getByRole("img", { name: "It: memory, 3 units over 2 steps" });
  screen.getByRole("img", { name: "It: part 2, 3 units over 2 steps" });
});

test("time runs across and units run down", () => {
  const onHover = showView(states({}));
  pointAt(screen.getByRole("img", { name: /part 2/ }), "pointerMove", 0.9, 0.1);
  expect(onHover).toHaveBeenLastCalledWith("part 2, unit 1 at time 2: 9");
});

test("a time is called by its token where there is one", () => {
  const onHover = showView(states({ tokens: ["x", "y"] }));
  pointAt(screen.getByRole("img", { name: /memory/ }), "pointerMove", 0.1, 0.9);
  expect(onHover).toHaveBeenLastCalledWith("memory, unit 3 at “x”: 2");
});

test("tokens stand below the parts, a blank as a sign that is seen", () => {
  showView(states({ tokens: ["x", " "] }));
  screen.getByText("␣");
});

test("more than 40 tokens are not written, nor any where there is little room", () => {
  showView(states({ tokens: Array.from({ length: 41 }, () => "x") }));
  showView(states({ tokens: ["x"] }), { compact: true });
  expect(screen.queryByText("x")).toBeNull();
});

test("nothing is read once the pointer left", () => {
  const onHover = showView(states({}));
  pointAt(screen.getByRole("img", { name: /memory/ }), "pointerLeave", 0.5, 0.5);
  expect(onHover).toHaveBeenLastCalledWith(null);
});
