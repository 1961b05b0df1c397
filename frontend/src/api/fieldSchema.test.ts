import { describe, expect, it, test } from "vitest";

import { boundsOf, choiceName, firstValue, labelOf, withoutNull } from "./fieldSchema";
import type { FieldSchema } from "./types";

test.each([
  ["out_features", {}, "Out features"],
  ["num_heads", {}, "Heads"],
  ["lr", {}, "Learning rate"],
  ["eps", {}, "ε (eps)"],
  ["T_max", {}, "Length in epochs (T_max)"],
  ["lr", { ui: { label: "Rate" } }, "Rate"],
  ["x", {}, "X"],
] as const)(
  "%s is called by its label, its usual word or its name in words",
  (name, schema, said) => {
    expect(labelOf(name, schema)).toBe(said);
  },
);

describe("the bounds of a number", () => {
  it("are as wide as numbers go where nothing bounds it, and then it cannot be slid", () => {
    const bounds = boundsOf({ type: "number" });
    expect(bounds).toMatchObject({ lowest: -Number.MAX_VALUE, highest: Number.MAX_VALUE });
    expect(bounds.slides).toBe(false);
  });

  it("leave out an end that is excluded at zero", () => {
    expect(boundsOf({ type: "number", exclusiveMinimum: 0 }).lowest).toBeGreaterThan(0);
  });

  it("slide over what the hints say, and are typed beyond it", () => {
    const schema: FieldSchema = { type: "integer", minimum: 1, maximum: 10_000, ui: { high: 64 } };
    expect(boundsOf(schema)).toMatchObject({ min: 1, max: 64, lowest: 1, highest: 10_000 });
    expect(boundsOf(schema).slides).toBe(true);
  });

  it("slide in whole steps over wholes", () => {
    expect(boundsOf({ type: "integer", minimum: 0, maximum: 9 })).toMatchObject({
      whole: true,
      step: 1,
      slides: true,
    });
    expect(boundsOf({ type: "number", minimum: 0, maximum: 1 }).step).toBeUndefined();
  });

  it("has no slider by powers of ten that would begin at 0", () => {
    const ui = { scale: "log" } as const;
    expect(boundsOf({ type: "number", exclusiveMinimum: 0, maximum: 1, ui }).slides).toBe(false);
    expect(boundsOf({ type: "number", minimum: 0.1, maximum: 1, ui }).slides).toBe(true);
  });

  it.each([
    [1000, true],
    [1001, false],
  ])("of 0 to %i without a hint are slid: %s", (maximum, slides) => {
    expect(boundsOf({ type: "integer", minimum: 0, maximum }).slides).toBe(slides);
  });

  it("take the hints that stand on another schema, as a list's items do", () => {
    expect(boundsOf({ type: "number" }, { low: -3, high: 3 })).toMatchObject({ min: -3, max: 3 });
  });
});

describe("a schema without null", () => {
  it("keeps what stands beside the choice", () => {
    const anyOf = [{ type: "null" }, { type: "number", minimum: 0 }];
    expect(withoutNull({ anyOf, description: "decay" })).toEqual({
      type: "number",
      minimum: 0,
      description: "decay",
    });
  });

  it.each<[string, FieldSchema]>([
    ["no choice", { type: "number" }],
    ["a choice without null", { anyOf: [{ type: "number" }, { type: "string" }] }],
    [
      "a choice of two and null",
      { anyOf: [{ type: "number" }, { type: "string" }, { type: "null" }] },
    ],
    ["nothing but null", { anyOf: [{ type: "null" }] }],
  ])("is none of %s", (_, schema) => {
    expect(withoutNull(schema)).toBeUndefined();
  });
});

describe("the first value of a field that is switched on", () => {
  it.each<[string, FieldSchema, unknown]>([
    ["the default", { type: "number", default: 0.3 }, 0.3],
    ["one, where it fits", { type: "number", minimum: 0, maximum: 8 }, 1],
    ["the lowest, where one is too little", { type: "integer", minimum: 4, maximum: 8 }, 4],
    ["the highest, where one is too much", { type: "number", minimum: 0, maximum: 0.5 }, 0.5],
    [
      "the upper end of the slider, where it ends below one",
      { type: "number", ui: { high: 0.1 } },
      0.1,
    ],
    ["the first choice", { enum: ["relu", "tanh"] }, "relu"],
    ["yes", { type: "boolean" }, true],
    ["an empty text", { type: "string" }, ""],
    ["an empty list", { type: "array" }, []],
    [
      "as many items as the list must have",
      { type: "array", minItems: 2, items: { type: "integer", minimum: 3 } },
      [3, 3],
    ],
    ["no default of null", { type: "boolean", default: null }, true],
  ])("is %s", (_, schema, value) => {
    expect(firstValue(schema)).toEqual(value);
  });
});

test("a choice is called by its name, or as it is written", () => {
  const schema: FieldSchema = { ui: { choices: { mean: "the mean", true: "on" } } };
  expect(choiceName(schema, "mean")).toBe("the mean");
  expect(choiceName(schema, true)).toBe("on");
  expect(choiceName(schema, "sum")).toBe("sum");
});
