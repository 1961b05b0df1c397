import { expect, test } from "vitest";

import { fitting } from "./chooseData";

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
