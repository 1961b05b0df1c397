import { beforeEach, expect, test } from "vitest";

import { undo, useProject } from "../../store/project";
import { freshStores, given } from "../../testing/stores";
import { catalogueOf, dataInfo, entryOf } from "../../testing/values";
import { chooseData, fitting, projectWith, taskOf } from "./chooseData";

test("another data set brings its task and loss only where they do not fit", () => {
  const regression = { type: "regression", losses: ["mse"] };
  const drawn = { batch_size: 32, epochs: 1, seed: 1, l1: 0, l2: 0 };
  expect(
    fitting({ ...drawn, task: { type: "regression" } }, { tasks: ["regression"] }, regression),
  ).toBeNull();
  expect(
    fitting(
      { ...drawn, task: { type: "classification" }, loss: { type: "cross_entropy" } },
      { tasks: ["regression"] },
      regression,
    ),
  ).toEqual({ task: { type: "regression" }, loss: { type: "mse" } });
});

const CATALOGUE = catalogueOf({
  datasets: [
    entryOf("spiral", {}, { tasks: ["classification"] }),
    entryOf("painted", {}, { tasks: ["classification"] }),
    entryOf("csv_table", {}, { tasks: ["classification", "regression"] }),
  ],
  tasks: [
    entryOf("classification", {}, { losses: ["cross_entropy"] }),
    entryOf("regression", {}, { losses: ["mse"] }),
  ],
});
const training = () => useProject.getState().file.training;

beforeEach(() => {
  freshStores();
  given({ catalogue: CATALOGUE });
});

test("a set that fits as it is changes nothing but the data", () => {
  const before = training();
  chooseData({ type: "csv_table" });
  expect(useProject.getState().file.data).toEqual({ type: "csv_table" });
  expect(training()).toBe(before);
});

test("a table with a number to tell turns classes into numbers", () => {
  useProject
    .getState()
    .setTraining({ task: { type: "classification" }, loss: { type: "cross_entropy" } });
  chooseData({ type: "csv_table" }, dataInfo({ classes: [] }));
  expect(training()).toMatchObject({ task: { type: "regression" }, loss: { type: "mse" } });
});

test("painted points are few, so the batch becomes small and stays so", () => {
  chooseData({ type: "painted" });
  expect(training().batch_size).toBe(4);
  useProject.getState().setTraining({ batch_size: 2 });
  chooseData({ type: "painted" });
  expect(training().batch_size).toBe(2);
});

test("other data are one step that can be undone", () => {
  chooseData({ type: "csv_table" });
  undo();
  expect(useProject.getState().file.data.type).toBe("spiral");
});

test("a drawing is only thought of with other data: the one on the canvas stays", () => {
  const { file } = useProject.getState();
  const made = projectWith(file, { type: "painted" });
  expect([made.data.type, made.training.batch_size]).toEqual(["painted", 4]);
  expect(useProject.getState().file).toBe(file);
});

test.each([
  ["classification", {}],
  ["regression", { classes: [] }],
  ["language_modelling", { token_targets: true, causal: true }],
  ["masked_language_modelling", { token_targets: true }],
])("%s is the task of data with %j", (task, more) => {
  expect(taskOf(dataInfo(more))).toBe(task);
});
