import { fireEvent, screen } from "@testing-library/react";
import { beforeEach, expect, test } from "vitest";

import { usePreferences } from "../../store/preferences";
import { render } from "../../testing/render";
import { freshStores } from "../../testing/stores";
import { dataInfo, halfOf, previewOf } from "../../testing/values";
import { SampleStrip } from "./SampleStrip";

beforeEach(freshStores);

const shown = () => usePreferences.getState().sample;
const samples = () => screen.getAllByRole("button");

test("each sample is called by its number and its class", () => {
  render(<SampleStrip preview={previewOf()} />);
  expect(samples().map((one) => one.getAttribute("aria-label"))).toEqual([
    "Test sample 1: right",
    "Test sample 2: left",
  ]);
});

test("a click shows a sample in the network, and only that one is pressed", () => {
  render(<SampleStrip preview={previewOf()} />);
  fireEvent.click(screen.getByRole("button", { name: /sample 2/ }));
  expect(shown()).toEqual({ index: 1, of: "test" });
  expect(samples().map((one) => one.getAttribute("aria-pressed"))).toEqual(["false", "true"]);
});

test("what a person asked is no sample, so none is pressed", () => {
  usePreferences.getState().set({ sample: { index: 0, of: "asked", asked: "1,2" } });
  render(<SampleStrip preview={previewOf()} />);
  expect(samples().map((one) => one.getAttribute("aria-pressed"))).toEqual(["false", "false"]);
});

test("a sample without a picture is offered among six", () => {
  const index = Array.from({ length: 30 }, (_, at) => at);
  const test = halfOf({ index, targets: index.map(() => 0), total: 3000 });
  render(<SampleStrip preview={previewOf({ test })} />);
  expect(samples()).toHaveLength(6);
  expect(screen.getByText(/of 3,000/)).toBeTruthy();
});

test("pictures are offered twelve at a time", () => {
  const index = Array.from({ length: 30 }, (_, at) => at);
  const images = { shape: [30, 1, 1], low: 0, high: 1, data: btoa("a".repeat(30)) };
  const test = halfOf({ index, images, targets: index.map(() => 1), total: 30 });
  const info = dataInfo({ shape: [1, 1, 1] });
  render(<SampleStrip preview={previewOf({ kind: "images", info, test })} />);
  expect(samples()).toHaveLength(12);
  expect(screen.getAllByRole("img")).toHaveLength(12);
});

test("a number that is typed is the sample counted from one", () => {
  render(<SampleStrip preview={previewOf()} />);
  const field = screen.getByRole("textbox", { name: /Test sample/ });
  fireEvent.change(field, { target: { value: "17" } });
  fireEvent.keyDown(field, { key: "Enter" });
  expect(shown()).toEqual({ index: 16, of: "test" });
});

test("a number beyond the last sample is not taken", () => {
  render(<SampleStrip preview={previewOf()} />);
  const field = screen.getByRole("textbox", { name: /Test sample/ });
  fireEvent.change(field, { target: { value: "21" } });
  fireEvent.keyDown(field, { key: "Enter" });
  expect(screen.getByRole("alert").textContent).toMatch(/does not fit/);
  expect(shown().index).toBe(0);
});

test("an emptied field keeps the sample", () => {
  usePreferences.getState().set({ sample: { index: 4, of: "test" } });
  render(<SampleStrip preview={previewOf()} />);
  const field = screen.getByRole("textbox", { name: /Test sample/ });
  fireEvent.change(field, { target: { value: "" } });
  fireEvent.blur(field);
  expect(shown().index).toBe(4);
});

test("a text is told without what fills it up, and what is hidden is a box", () => {
  const info = dataInfo({ vocab: ["[PAD]", "the", "cat", "[MASK]"], classes: ["good", "bad"] });
  const test = halfOf({ index: [5], tokens: [[1, 3, 2, 0, 0]], targets: [1], total: 9 });
  render(<SampleStrip preview={previewOf({ kind: "tokens", info, test })} />);
  screen.getByRole("button", { name: "Test sample 6: bad: the ▯ cat" });
});

test("a text whose tokens are its targets is told alone", () => {
  const info = dataInfo({ vocab: ["a", "b"], classes: [] });
  const test = halfOf({ index: [0], tokens: [[0, 1, 0]], total: 1 });
  render(<SampleStrip preview={previewOf({ kind: "tokens", info, test })} />);
  screen.getByRole("button", { name: "Test sample 1: aba" });
});

test.each([
  ["its target, where it has no class", [2.34567], "2.346"],
  ["its number, where it has no target either", [], "8"],
])("a sample is called by %s", (_, targets, caption) => {
  const test = halfOf({ index: [7], targets, total: 9 });
  const info = dataInfo({ classes: [] });
  render(<SampleStrip preview={previewOf({ kind: "rows", info, test })} />);
  screen.getByRole("button", { name: `Test sample 8: ${caption}` });
});
