import { describe, expect, it } from "vitest";

import type { EntryJson, FieldSchema } from "../api/types";
import { catalogueOf, entryOf, projectOf } from "../testing/values";
import { liveFields, liveSettings } from "./liveSettings";
import { finderIn } from "./trainingEntries";

const live = (value: unknown): FieldSchema => ({ default: value, ui: { live: true } });
const SGD = entryOf("sgd", { lr: live(0.1), momentum: live(0), nesterov: { default: false } });
const DROPOUT = entryOf("dropout", { p: live(0.5), shape: live([1, 2]) });
const TRAINING = {
  schema: { properties: { l1: live(0), l2: live(0), clip: live(null), epochs: { default: 9 } } },
  defaults: { l1: 0, l2: 0, clip: null, epochs: 9 },
};
const find = finderIn(catalogueOf({ optimizers: [SGD], layers: [DROPOUT] }, TRAINING));

function settingsOf(optimizer: EntryJson, layer: EntryJson = { type: "dropout" }) {
  const file = projectOf();
  const network = { nodes: [{ id: "drop1", layer, trainable: true }], edges: [] };
  return liveSettings({ ...file, network, training: { ...file.training, optimizer } }, find);
}

describe("the live settings of a drawing", () => {
  it("name the owner and the field, with defaults for what is left out", () => {
    const settings = settingsOf({ type: "sgd", momentum: 0.9 });
    expect(settings).toMatchObject({
      "optimizer.lr": 0.1,
      "optimizer.momentum": 0.9,
      "nodes.drop1.p": 0.5,
    });
  });

  it("leave out what cannot change while a run trains", () => {
    expect(settingsOf({ type: "sgd" })).not.toHaveProperty("optimizer.nesterov");
    expect(settingsOf({ type: "sgd" })).not.toHaveProperty("optimizer.type");
  });

  it("leave out what no command can carry, such as a list", () => {
    expect(settingsOf({ type: "sgd" })).not.toHaveProperty("nodes.drop1.shape");
  });

  it("hold the training's own that are declared live, none where they are left out", () => {
    const settings = settingsOf({ type: "sgd" });
    expect(settings).toMatchObject({ l1: 0, l2: 0, clip: null });
    expect(settings).not.toHaveProperty("epochs");
  });

  it("keep a setting that was set to none", () => {
    expect(settingsOf({ type: "sgd", momentum: null })).toHaveProperty("optimizer.momentum", null);
  });

  it("know nothing of an entry that is not in the catalogue", () => {
    const names = Object.keys(settingsOf({ type: "lion", lr: 1 }, { type: "unknown", p: 1 }));
    expect(names.filter((name) => name.includes("."))).toEqual([]);
  });
});

it("an entry that is not known has no live field", () => {
  expect(liveFields(undefined)).toEqual([]);
  expect(liveFields(SGD)).toEqual(["lr", "momentum"]);
});
