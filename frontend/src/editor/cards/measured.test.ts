import { describe, expect, test } from "vitest";

import { frameWith, valuesAt } from "../../testing/pictures";
import { floats, sampleOf } from "../../testing/readings";
import { featureMaps, readingOf, stepName, unitValue, weightsOf, weightValue } from "./measured";
import { aboutText } from "./words";

const SAMPLE = { index: 7, of: "train" } as const;

describe("questions", () => {
  test("about the shown sample name it", () => {
    const { type, ...fields } = featureMaps(SAMPLE);
    expect(type).toBe("feature_maps");
    expect(unitValue("h", [1, 2], SAMPLE)).toEqual({
      type: "unit_value",
      node: "h",
      index: [1, 2],
      ...fields,
    });
    expect(featureMaps({ ...SAMPLE, index: 8 })).not.toEqual(featureMaps(SAMPLE));
  });

  test("about a weight name its node and place", () => {
    expect(weightValue("h", [3, 1])).toEqual({
      type: "weight_value",
      node: "h",
      param: "weight",
      index: [3, 1],
    });
  });
});

describe("the reading of a node", () => {
  const own = valuesAt("h", floats([1, 1], 1));
  const weight = valuesAt("h.weight", floats([1, 1], 2));

  test("is found by its path alone", () => {
    expect(readingOf(frameWith(weight, own), "h")).toBe(own);
    expect(readingOf(frameWith(weight), "h")).toBeUndefined();
    expect(readingOf(undefined, "h")).toBeUndefined();
  });

  test("has its weights under its own path or that of its parameter", () => {
    expect([...(weightsOf(frameWith(weight), "h")?.data ?? [])]).toEqual([2]);
    expect([...(weightsOf(frameWith(own), "h")?.data ?? [])]).toEqual([1]);
    expect(weightsOf(frameWith(own), "hh")).toBeUndefined();
  });
});

describe("the name of a step", () => {
  const attention = { ...sampleOf("attention"), path: "n.0" };
  const [token] = attention.facts.tokens ?? [];

  test("has its token where a reading of the node tells it", () => {
    expect(stepName(frameWith(attention), "n", 0)).toBe(`step 1 (${token})`);
  });

  test("is its number where there is no token, no reading or no frame", () => {
    expect(stepName(frameWith(attention), "n", 99)).toBe("step 100");
    expect(stepName(frameWith(attention), "other", 0)).toBe("step 1");
    expect(stepName(undefined, "n", 0)).toBe("step 1");
  });
});

test.each([
  [1.234, "value about 1.23"],
  [-0.5, "value about −0.50"],
  [NaN, ""],
  [Infinity, ""],
])("of %d no more is said than is true", (value, words) => {
  expect(aboutText(value)).toBe(words);
});
