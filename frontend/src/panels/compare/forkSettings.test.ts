import { describe, expect, it } from "vitest";

import type { Catalogue, CatalogueEntry, FieldSchema, ProjectFile } from "../../api/types";
import { normalise } from "../../project/graph";
import { differences } from "../../project/differences";
import {
  forksOf,
  forkSettings,
  isChange,
  nextSuggestion,
  suggestions,
  type ForkSetting,
} from "./forkSettings";

const LR: FieldSchema = {
  type: "number",
  exclusiveMinimum: 0,
  maximum: 100,
  ui: { low: 1e-5, high: 1, scale: "log" },
};
const SEED: FieldSchema = { type: "integer", minimum: 0, maximum: 2 ** 31 - 1 };

function entry(
  type: string,
  title: string,
  properties: Record<string, FieldSchema> = {},
  more: Partial<CatalogueEntry> = {},
): CatalogueEntry {
  const defaults = Object.fromEntries(Object.entries(properties).map(([n, f]) => [n, f.default]));
  const words = { title, group: "", help: "", formula: "", source: "" };
  return { type, ...words, schema: { properties }, defaults: { type, ...defaults }, ...more };
}

const activation = { elementwise: true, group: "Activation" };
const CATALOGUE: Catalogue = {
  families: {
    layers: [
      entry("input", "Input"),
      entry("linear", "Linear", { out_features: { type: "integer", minimum: 1, default: 8 } }),
      entry("relu", "ReLU", {}, activation),
      entry("tanh", "Tanh", {}, activation),
      entry("dropout", "Dropout", {}, { elementwise: true }),
      entry("output", "Output"),
    ],
    losses: [entry("cross_entropy", "Cross-entropy"), entry("mse", "MSE"), entry("value", "Value")],
    optimizers: [
      entry("adam", "Adam", { lr: { ...LR, default: 0.01 } }),
      entry("sgd", "SGD", { lr: { ...LR, default: 0.1 } }),
    ],
    schedulers: [entry("cosine", "Cosine")],
    initializers: [entry("zeros", "Zeros")],
    augmentations: [entry("shift", "Shift")],
    datasets: [
      entry(
        "spiral",
        "Spiral",
        { noise: { type: "number", minimum: 0, maximum: 1, default: 0.1 } },
        { tasks: ["classification"] },
      ),
    ],
    tasks: [entry("classification", "Classification", {}, { losses: ["cross_entropy", "mse"] })],
    probes: [],
  },
  training: {
    schema: {
      properties: {
        optimizer: { anyOf: [{ $ref: "#/$defs/EntryJson" }, { type: "null" }] },
        batch_size: { type: "integer", minimum: 1, ui: { low: 1, high: 512, scale: "log" } },
        seed: SEED,
        clip_grad_norm: { anyOf: [{ ...LR, type: "number" }, { type: "null" }], default: null },
      },
    },
    defaults: { batch_size: 32, seed: 1, clip_grad_norm: null },
  },
};

const layers = ["input", "linear", "tanh", "dropout", "relu", "output"];
const FILE: ProjectFile = normalise({
  title: "Spiral",
  network: {
    nodes: layers.map((type) => ({ id: type.slice(0, 2), layer: { type }, trainable: true })),
    edges: layers.slice(1).map((type, at) => ({
      source: (layers[at] ?? "").slice(0, 2),
      target: type.slice(0, 2),
      handle: 0,
    })),
  },
  data: { type: "spiral" },
  training: {
    optimizer: { type: "adam", lr: 0.05 },
    batch_size: 32,
    epochs: 100,
    seed: 1,
    l1: 0,
    l2: 0,
  },
});

const settings = forkSettings(FILE, CATALOGUE);

function setting(id: string): ForkSetting {
  const found = settings.find((one) => one.id === id);
  if (!found) throw new Error(`no ${id} in ${settings.map((one) => one.id).join(", ")}`);
  return found;
}

describe("what can be forked", () => {
  it("begins with the learning rate, and has each thing once", () => {
    const ids = settings.map(({ id }) => id);
    expect(ids[0]).toBe("training.optimizer.lr");
    expect(new Set(ids).size).toBe(ids.length);
  });

  it.each([
    ["training.optimizer.lr", 0.1, "lr 0.1", ["Learning rate"]],
    ["training.optimizer.type", "sgd", "SGD", ["Optimizer"]],
    ["training.loss.type", "mse", "MSE", ["Loss"]],
    ["training.scheduler.type", "cosine", "Cosine", ["Learning rate schedule"]],
    ["training.initializer.type", "zeros", "Zeros", ["Initial weights"]],
    ["training.augmentations", "shift", "Shift", ["Augmentations"]],
    ["training.batch_size", 8, "batch size 8", ["Batch size"]],
    ["training.seed", 7, "seed 7", ["Seed"]],
    ["training.clip_grad_norm", 1, "clip grad norm 1", ["Clip grad norm"]],
    ["network.activations", "relu", "all ReLU", ["Layer ta"]],
    ["network.nodes.ta.type", "relu", "ta ReLU", ["Layer ta"]],
    ["network.nodes.li.out_features", 4, "li out features 4", ["Linear li · out features"]],
    ["network.without", "dr", "without Dropout dr", ["Layer dr"]],
    ["data.noise", 0.3, "noise 0.3", ["Data · Noise"]],
  ])("%s: a fork is called by its value and differs in that alone", (id, value, name, differs) => {
    const [fork] = forksOf(FILE, setting(id), [value]);
    expect(fork?.title).toBe(`${name} · Spiral`);
    const rows = differences(fork ? [FILE, fork] : [], CATALOGUE);
    expect(rows.map(({ label }) => label)).toEqual(differs);
    expect(fork?.training.seed).toBe(id === "training.seed" ? 7 : 1);
  });

  it("leaves out losses that do not fit the task, and what only one kind is there of", () => {
    expect(setting("training.loss.type").schema.enum).toEqual(["cross_entropy", "mse"]);
    expect(settings.some(({ id }) => id === "training.task.type")).toBe(false);
  });

  it("knows what the run has, whether it was set or left out", () => {
    expect(setting("training.optimizer.lr").value).toBe(0.05);
    expect(setting("training.loss.type").value).toBe("cross_entropy");
    expect(setting("training.scheduler.type").value).toBeNull();
    expect(isChange(setting("data.noise"), 0.1)).toBe(false);
  });
});

describe("values to begin with", () => {
  it.each([
    ["training.optimizer.lr", [0.005, 0.5]],
    ["training.batch_size", [8, 128]],
    ["training.seed", [2, 3]],
    ["training.optimizer.type", ["sgd"]],
    ["training.scheduler.type", ["cosine"]],
    ["training.clip_grad_norm", [1]],
  ])("of %s are the neighbours of the run's own", (id, values) => {
    expect(suggestions(setting(id))).toEqual(values);
  });

  it("go on with what is not there yet", () => {
    const lr = setting("training.optimizer.lr");
    expect(nextSuggestion(setting("training.seed"), [2, 3])).toBe(5);
    expect(nextSuggestion(lr, [0.005, 0.5])).toBe(1);
    expect(nextSuggestion(lr, [0.005, 0.5, 1])).toBe(0.1);
    expect(nextSuggestion(setting("network.without"), ["li"])).toBe("ta");
  });
});
