import { describe, expect, it } from "vitest";

import { catalogueOf, entryOf, projectOf } from "../testing/values";
import {
  finderIn,
  isTrainingEntry,
  TRAINING_FIELDS,
  trainingEntry,
  trainingWith,
} from "./trainingEntries";

const find = finderIn(
  catalogueOf({
    datasets: [entryOf("spiral", {}, { tasks: ["classification", "regression"] })],
    tasks: [entryOf("classification", {}, { losses: ["cross_entropy", "hinge"] })],
    losses: [entryOf("cross_entropy")],
    optimizers: [entryOf("adam")],
  }),
);
const project = projectOf();
const withTraining = (more: Partial<typeof project.training>) =>
  projectOf({ training: { ...project.training, ...more } });
/** A file that leaves every entry out. */
const bare = projectOf();
delete bare.training.optimizer;

describe("an entry of the training", () => {
  it("is the one the file names", () => {
    const named = withTraining({ loss: { type: "hinge", margin: 2 } });
    expect(trainingEntry(named, "loss", find)).toEqual({ type: "hinge", margin: 2 });
  });

  it("is the usual one of the data where the file names none", () => {
    expect(trainingEntry(bare, "task", find)).toEqual({ type: "classification" });
    expect(trainingEntry(bare, "loss", find)).toEqual({ type: "cross_entropy" });
    expect(trainingEntry(bare, "optimizer", find)).toEqual({ type: "adam" });
  });

  it("follows the task that the file names, even where that has no loss", () => {
    const task = { type: "gan" };
    expect(trainingEntry(withTraining({ task }), "loss", find)).toBeNull();
  });

  it("is none where nothing is usual", () => {
    expect(trainingEntry(bare, "scheduler", find)).toBeNull();
    expect(trainingEntry(bare, "initializer", find)).toBeNull();
  });

  it("is none while the data are not known", () => {
    const strange = projectOf({ data: { type: "not_there" } });
    expect(trainingEntry(strange, "task", find)).toBeNull();
    expect(trainingEntry(strange, "loss", find)).toBeNull();
  });

  it("is told from other settings by its name", () => {
    expect(TRAINING_FIELDS.every(isTrainingEntry)).toBe(true);
    expect(isTrainingEntry("batch_size")).toBe(false);
  });
});

describe("a live field that is set", () => {
  it("is a setting of the training itself where it has no owner", () => {
    expect(trainingWith(project, "l1", 0.1, find)).toEqual({ l1: 0.1 });
  });

  it("is written into its entry beside what stands there", () => {
    const file = withTraining({ optimizer: { type: "sgd", lr: 1, momentum: 0.9 } });
    expect(trainingWith(file, "optimizer.lr", 0.5, find)).toEqual({
      optimizer: { type: "sgd", lr: 0.5, momentum: 0.9 },
    });
  });

  it("writes the usual entry down where the file left it out", () => {
    expect(trainingWith(bare, "optimizer.lr", 0.5, find)).toEqual({
      optimizer: { type: "adam", lr: 0.5 },
    });
  });

  it("changes nothing where its entry is not there", () => {
    expect(trainingWith(bare, "scheduler.gamma", 0.5, find)).toEqual({});
    expect(trainingWith(bare, "nodes.h", 0.5, find)).toEqual({});
  });
});
