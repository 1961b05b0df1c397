import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { useProject } from "../../store/project";
import { freshStores, given } from "../../testing/stores";
import { checked, problemAt, projectOf } from "../../testing/values";
import { giveMoments, isDue, useMoment } from "./moment";

const OLD = problemAt("Linear", "it is too wide");
const NEW = problemAt("Tanh", "nothing leads to it");
const said = (problem: typeof OLD) => isDue(problem, useMoment.getState().known);
const add = () => useProject.getState().addNode({ type: "tanh" }, { x: 0, y: 0 });
let leave: () => void;

beforeEach(() => {
  vi.useFakeTimers();
  freshStores();
  given({ drawing: projectOf(), report: checked({ problems: [OLD] }) });
  leave = giveMoments();
});

afterEach(() => {
  leave();
  vi.useRealTimers();
});

test("what is wrong with a new layer is said a second later, the rest at once", () => {
  add();
  expect([said(OLD), said(NEW)]).toEqual([true, false]);
  vi.advanceTimersByTime(1000);
  expect(said(NEW)).toBe(true);
});

test("the next edit ends the moment", () => {
  const id = add();
  useProject.getState().connect({ source: "x", target: id, handle: 0 });
  expect(said(NEW)).toBe(true);
});

test("moving a card is no edit that ends it, and another project needs none", () => {
  add();
  useProject.getState().move({ x: [5, 5] });
  expect(said(NEW)).toBe(false);
  useProject.getState().load(projectOf());
  expect(said(NEW)).toBe(true);
});
