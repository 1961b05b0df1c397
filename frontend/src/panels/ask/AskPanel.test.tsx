import { act, fireEvent, screen } from "@testing-library/react";
import { beforeEach, expect, test } from "vitest";

import { ask } from "../../session/asking";
import { usePreferences } from "../../store/preferences";
import { runInfo } from "../../testing/fakes";
import { floats } from "../../testing/readings";
import { render } from "../../testing/render";
import { freshStores, given, measured } from "../../testing/stores";
import { checked, dataInfo, previewOf, projectOf } from "../../testing/values";
import type { DataInfo } from "../../api/types";
import { sampleOutput } from "../readings/probes";
import { AskedChip } from "./AskedChip";
import { AskPanel } from "./AskPanel";

beforeEach(freshStores);

function knowing(info: Partial<DataInfo>, task?: string) {
  const training = { ...projectOf().training, ...(task ? { task: { type: task } } : {}) };
  const project = projectOf({ training });
  given({ project, report: checked(), preview: previewOf({ info: dataInfo(info) }) });
}

const input = () => screen.queryByRole("region", { name: "Your own input" });
const answer = () => screen.queryByRole("region", { name: "Answer" });

test("before the data are known nothing can be asked", () => {
  given({ run: runInfo("r") });
  render(<AskPanel />);
  expect(input()).toBeNull();
});

test.each([
  ["numbers as sliders", { shape: [2] }, () => screen.getByRole("slider", { name: "x1" })],
  ["a text as a field", { shape: [4], vocab: ["a"] }, () => screen.getByRole("textbox")],
  ["a series as a line", { shape: [6, 1] }, () => screen.getByLabelText(/Line over 6 steps/)],
  ["a picture as a sheet", { shape: [1, 8, 8] }, () => screen.getByLabelText(/Sheet to draw on/)],
])("a network is asked %s", (_, info, found) => {
  knowing(info);
  render(<AskPanel />);
  expect(input()?.contains(found())).toBe(true);
});

test("data that nobody can make up say so, and where samples are", () => {
  knowing({ shape: [3, 64, 64] });
  render(<AskPanel />);
  expect(input()).toBeNull();
  screen.getByText(/too large to be drawn here; pick a sample in the Data tab instead/);
});

test("a network of classes tells how sure it is of each", () => {
  knowing({ shape: [2] });
  const reading = {
    kind: "vector",
    path: "output",
    tensors: { values: floats([2], 0.25, 0.75) },
    facts: { names: ["left", "right"] },
  } as const;
  measured(sampleOutput({ index: 0, of: "test" }), reading as never);
  render(<AskPanel />);
  screen.getByRole("heading", { name: "Test sample 1" });
  screen.getByLabelText("How sure the network is of each of 2 classes");
});

test("the answer is headed by what is asked", () => {
  knowing({ shape: [2] });
  render(<AskPanel />);
  act(() => ask("1,2", "2 0"));
  screen.getByRole("heading", { name: "What it makes of yours" });
});

test("a network that has another task than to tell classes gives no answer of them", () => {
  knowing({ shape: [2], plane: [-1, 1] }, "autoencoding");
  render(<AskPanel />);
  expect(input()).not.toBeNull();
  expect(answer()).toBeNull();
});

test("a network without classes answers with a number of the target", () => {
  knowing({ shape: [2], plane: [-1, 1], classes: [], target: "price" });
  render(<AskPanel />);
  expect(answer()?.textContent).toContain("price");
});

test("the chip is not there while a sample is shown", () => {
  knowing({});
  render(<AskedChip />);
  expect(screen.queryByRole("status")).toBeNull();
});

test.each([
  ["you set", { shape: [2] }, "2 0"],
  ["you drew", { shape: [6, 1] }, "6×1 0"],
  ["you typed", { shape: [4], vocab: ["a"] }, "4 1"],
  ["you drew", { shape: [1, 8, 8] }, "1×8×8 0"],
  ["you made", { shape: [3, 64, 64] }, "3×64×64 0"],
])("the chip says that the pictures show what %s", (words, info, of) => {
  knowing(info);
  act(() => ask("1", of));
  render(<AskedChip />);
  expect(screen.getByRole("status").textContent).toBe(`Showing what ${words}`);
});

test("the chip's button shows the sample again", () => {
  knowing({});
  act(() => ask("1,2", "2 0"));
  render(<AskedChip />);
  fireEvent.click(screen.getByRole("button", { name: "Show a sample again" }));
  expect(usePreferences.getState().sample).toEqual({ index: 0, of: "test" });
  expect(screen.queryByRole("status")).toBeNull();
});

test("what was asked of other data is dropped", () => {
  knowing({ shape: [2] });
  act(() => ask("1,2,3", "3 0"));
  render(<AskedChip />);
  expect(usePreferences.getState().sample.of).toBe("test");
});
