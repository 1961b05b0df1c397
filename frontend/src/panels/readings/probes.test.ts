import { expect, test } from "vitest";

import { answerAt, sampleOutput } from "./probes";

test("a shown sample is asked by its number, what a person asked by itself", () => {
  expect(sampleOutput({ index: 3, of: "train" })).toEqual({
    type: "sample_output",
    sample: 3,
    of: "train",
  });
  expect(sampleOutput({ index: 3, of: "asked", asked: "1,2" })).toEqual({
    type: "sample_output",
    of: "asked",
    asked: "1,2",
  });
});

test("an answer is asked at a point, for one output of the network", () => {
  expect(answerAt([0.5, -1], 2)).toEqual({
    type: "unit_value",
    node: null,
    index: [2],
    point: [0.5, -1],
  });
});
