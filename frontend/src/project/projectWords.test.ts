import { describe, expect, it } from "vitest";

import type { FieldSchema } from "../api/types";
import { catalogueOf, entryOf } from "../testing/values";
import { fieldLabel, filled, nodeName, valueWord } from "./projectWords";

describe("a value as people read it", () => {
  it.each<[unknown, FieldSchema, string]>([
    [0.01, {}, "0.01"],
    [1e-7, {}, "1e-7"],
    [true, {}, "yes"],
    [false, {}, "no"],
    [null, {}, "none"],
    [undefined, {}, "none"],
    [null, { ui: { choices: { null: "as they come" } } }, "as they come"],
    ["relu", {}, "relu"],
    ["relu", { ui: { choices: { relu: "ReLU" } } }, "ReLU"],
    [
      "mean",
      { anyOf: [{ enum: ["mean"], ui: { choices: { mean: "the mean" } } }, { type: "null" }] },
      "the mean",
    ],
    [[0.9, 0.999], {}, "0.9, 0.999"],
    [["x1"], { items: { ui: { choices: { x1: "x₁" } } } }, "x₁"],
    [[], {}, "none"],
    [{ type: "step" }, {}, '{"type":"step"}'],
    [NaN, {}, "NaN"],
  ])("%j of %j is written %s", (value, schema, word) => {
    expect(valueWord(value, schema)).toBe(word);
  });
});

describe("a layer's name", () => {
  const catalogue = catalogueOf({ layers: [entryOf("linear", {}, { title: "Linear" })] });
  const node = { id: "h1", layer: { type: "linear" }, trainable: true };

  it("is what it is and its id", () => {
    expect(nodeName(node, catalogue)).toBe("Linear h1");
  });

  it("is what the person called it", () => {
    expect(nodeName({ ...node, name: "The neck" }, catalogue)).toBe("The neck");
  });

  it("is its type where the catalogue does not know it", () => {
    expect(nodeName({ ...node, layer: { type: "my_layer" } }, catalogue)).toBe("my_layer h1");
  });
});

it("fills an entry with the defaults of what it leaves out, and nothing over what it says", () => {
  const adam = entryOf("adam", { lr: { default: 0.01 }, eps: { default: 1e-8 } });
  expect(filled({ type: "adam", lr: 0.5 }, adam)).toEqual({ type: "adam", lr: 0.5, eps: 1e-8 });
  expect(filled({ type: "unknown", lr: 0.5 }, undefined)).toEqual({ type: "unknown", lr: 0.5 });
});

it("labels a field that no schema declares by its name", () => {
  expect(fieldLabel("weight_decay", undefined)).toBe("Weight decay");
});
