import { expect, test } from "vitest";

import { outputFormOf } from "./runOutput";

test("how answers are best seen follows from the data", () => {
  const info = {
    num_train: 1,
    num_test: 1,
    num_targets: 1,
    features: [],
    target: "y",
    vocab: [],
    token_targets: false,
    causal: false,
    mask_token: null,
    pad_token: null,
    modes: [],
    mode_radius: 0,
    input_range: null,
    target_range: null,
    empty_classes: [],
    num_val: 0,
    overlap: null,
  };
  expect(outputFormOf({ ...info, shape: [2], classes: ["a", "b"], plane: [-6, 6] })).toBe("plane");
  expect(outputFormOf({ ...info, shape: [1, 8, 8], classes: ["a", "b"], plane: null })).toBe(
    "classes",
  );
  expect(outputFormOf({ ...info, shape: [1], classes: [], plane: null })).toBe("curve");
  expect(outputFormOf({ ...info, shape: [10], classes: [], plane: null })).toBe("numbers");
});
