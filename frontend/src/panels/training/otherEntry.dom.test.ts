import { beforeEach, expect, test } from "vitest";

import { useProject } from "../../store/project";
import { freshStores } from "../../testing/stores";
import { projectOf } from "../../testing/values";
import { otherEntry } from "./otherEntry";

const ADAM = { type: "adam", lr: 0.003 };

beforeEach(() => {
  freshStores();
  useProject.getState().load(projectOf());
});

test("an entry that is taken again has what was set on it", () => {
  const sgd = otherEntry("optimizer", ADAM, "sgd", { weight_decay: 0.1 });
  expect(sgd).toEqual({ type: "sgd", weight_decay: 0.1 });
  expect(otherEntry("optimizer", { ...sgd, momentum: 0.9 }, "adam")).toEqual(ADAM);
  expect(otherEntry("optimizer", ADAM, "sgd")).toEqual({ ...sgd, momentum: 0.9 });
});

test("the places keep theirs apart", () => {
  otherEntry("optimizer", ADAM, "sgd");
  expect(otherEntry("generator_optimizer", null, "adam")).toEqual({ type: "adam" });
});

test("another drawing begins with nothing kept", () => {
  otherEntry("optimizer", ADAM, "sgd");
  useProject.getState().load(projectOf());
  expect(otherEntry("optimizer", { type: "sgd" }, "adam")).toEqual({ type: "adam" });
});
