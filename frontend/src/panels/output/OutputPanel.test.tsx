import { screen } from "@testing-library/react";
import { beforeEach, expect, test } from "vitest";

import type { DataInfo } from "../../api/types";
import { usePreferences } from "../../store/preferences";
import { floats, sampleOf } from "../../testing/readings";
import { render } from "../../testing/render";
import { freshStores, given, measured } from "../../testing/stores";
import { checked, dataInfo, offerOf, previewOf, projectOf } from "../../testing/values";
import { CONFUSION, CURVE, PREDICTION, sampleOutput } from "../readings/probes";
import { OutputPanel } from "./OutputPanel";

beforeEach(freshStores);

function knowing(info: Partial<DataInfo>, task?: string) {
  const training = { ...projectOf().training, ...(task ? { task: { type: task } } : {}) };
  const project = projectOf({ training, title: `${task ?? ""}${JSON.stringify(info)}` });
  const offers = [
    offerOf("output", "one", { title: "One" }),
    offerOf("output", "two", { title: "Two" }),
  ];
  given({ project, report: checked({ offers }), preview: previewOf({ info: dataInfo(info) }) });
  render(<OutputPanel />);
}

const headings = () => screen.getAllByRole("heading", { level: 2 }).map((one) => one.textContent);

test("before the data are known there is the loss alone", () => {
  render(<OutputPanel />);
  expect(headings()).toEqual(["Loss"]);
});

test.each([
  ["a plane", { plane: [-1, 1] as [number, number] }, ["Output", "Loss", "One", "Two"]],
  ["a curve", { shape: [1], classes: [] }, ["Output", "Loss", "One", "Two"]],
  [
    "numbers",
    { shape: [4], classes: [] },
    ["Prediction against truth · test", "Loss", "One", "Two"],
  ],
  ["classes", {}, ["Confusion · test", "This sample", "Loss", "One", "Two"]],
])("of %s the answer stands above the loss, and what else there is below", (_, info, words) => {
  knowing(info);
  expect(headings()).toEqual(words);
});

test("a task of another kind has its first picture above the loss", () => {
  knowing({}, "autoencoding");
  expect(headings()).toEqual(["One", "Loss", "Two"]);
});

test("the sample is named with what it truly is", () => {
  usePreferences.getState().set({ sample: { index: 4, of: "test" } });
  const sure = { ...sampleOf("vector"), tensors: { values: floats([2], 0.2, 0.8) } };
  measured(sampleOutput({ index: 4, of: "test" }), {
    ...sure,
    facts: { ...sure.facts, target: 1 },
  });
  knowing({});
  screen.getByText("test sample 5: truly right");
});

test("what a person asked has no truth", () => {
  usePreferences.getState().set({ sample: { index: 0, of: "asked", asked: "1,2" } });
  knowing({});
  screen.getByText("your own");
});

test("how many classes are told apart is said", () => {
  measured(sampleOutput({ index: 0, of: "test" }), sampleOf("vector"));
  measured(CONFUSION, sampleOf("confusion"));
  knowing({});
  screen.getByLabelText("How sure the network is of each class, 2 in all");
  screen.getByLabelText("True classes down, predicted classes across");
});

test("predictions are of what the data call their target", () => {
  measured(PREDICTION, sampleOf("prediction"));
  knowing({ shape: [4], classes: [], target: "price" });
  screen.getByLabelText(/^Predicted price against the true one/);
});

test("a curve is drawn over the samples", () => {
  measured(CURVE, sampleOf("curve"));
  knowing({ shape: [1], classes: [] });
  screen.getByLabelText("The network’s curve over the samples");
});
