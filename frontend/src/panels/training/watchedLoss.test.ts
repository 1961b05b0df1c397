import { expect, test } from "vitest";

import { watchedLoss } from "./watchedLoss";

const TRAINING = { batch_size: 32, epochs: 100, seed: 1, l1: 0, l2: 0 };

test("the validation loss is watched where there is a split, else the test loss", () => {
  expect(watchedLoss(TRAINING)).toBe("test");
  expect(watchedLoss({ ...TRAINING, val_fraction: 0 })).toBe("test");
  expect(watchedLoss({ ...TRAINING, val_fraction: 0.2 })).toBe("validation");
});
