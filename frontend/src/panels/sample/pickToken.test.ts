import { expect, test } from "vitest";

import type { Reading } from "../../api/reading";
import type { DataInfo } from "../../api/types";
import { withHidden } from "./pickToken";

test("a token that is chosen is hidden, beside those that are", () => {
  const info = { vocab: ["a", "b", "[MASK]"], mask_token: 2, shape: [3] } as unknown as DataInfo;
  const values = { dtype: "float32", shape: [3], scale: null, data: new Float32Array(3) };
  const reading: Reading = {
    kind: "tokens",
    path: "",
    facts: { tokens: ["a", "[MASK]", "b"], meaning: "counts" },
    tensors: { values },
  };
  expect(withHidden(reading, info, 2)).toBe("a[MASK][MASK]");
  expect(withHidden(reading, info, 1)).toBeNull();
  expect(withHidden(reading, { ...info, mask_token: null }, 2)).toBeNull();
});
