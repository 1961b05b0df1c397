import { expect, test } from "vitest";

import type { CatalogueEntry } from "../../api/types";
import { setWords } from "./liveWords";

const DECLARED: Pick<CatalogueEntry, "schema" | "defaults"> = {
  schema: {
    properties: {
      l1: { ui: { live: true, label: "L1" } },
      clip_grad_norm: { ui: { live: true, label: "Clip gradients" } },
    },
  },
  defaults: { l1: 0, clip_grad_norm: null },
};
const TRAINING = { batch_size: 32, epochs: 100, seed: 1, l1: 0, l2: 0 };
const FIELDS = ["l1", "clip_grad_norm"];

test("the settings that are not at their default are named as the catalogue names them", () => {
  expect(setWords(TRAINING, FIELDS, DECLARED)).toBe("none");
  expect(setWords({ ...TRAINING, clip_grad_norm: 1 }, FIELDS, DECLARED)).toBe("Clip gradients");
  expect(setWords({ ...TRAINING, l1: 0.1, clip_grad_norm: 1 }, FIELDS, DECLARED)).toBe(
    "L1, Clip gradients",
  );
});
