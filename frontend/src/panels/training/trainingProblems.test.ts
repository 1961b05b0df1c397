import { expect, test } from "vitest";

import type { Problem } from "../../api/types";
import { problemsAt } from "./trainingProblems";

function problem(place: string, sentence: string): Problem {
  return {
    severity: "error",
    place,
    node: null,
    edge: null,
    code: "other",
    values: {},
    sentence,
    fixes: [],
  };
}

const PROBLEMS = [
  problem("training.loss.expression", "“exp(” is not closed"),
  problem("training.loss.expression", "a second one"),
  problem("training.loss", "this loss does not fit"),
  problem("training.augmentations[1].degrees", "too many"),
  problem("network.nodes[0]", "of the drawing"),
];

test("what the check says stands at the part and the field it is about", () => {
  expect(problemsAt(PROBLEMS, "loss")).toEqual({
    whole: ["this loss does not fit"],
    fields: { expression: "“exp(” is not closed" },
  });
  expect(problemsAt(PROBLEMS, "augmentations[1]").fields).toEqual({ degrees: "too many" });
  expect(problemsAt(PROBLEMS, "task")).toEqual({ whole: [], fields: {} });
});
