import { afterEach, beforeEach, expect, it, vi } from "vitest";

import { serve } from "../testing/http";

// The module makes its client as it is loaded, so each test loads it anew.
beforeEach(() => vi.resetModules());
afterEach(() => vi.unstubAllGlobals());

it("lists the weights files in the order of the server", async () => {
  const asked = serve(() => ({ says: [{ weights: "b" }, { weights: "a" }] }));
  const { listWeights } = await import("./weights");
  expect((await listWeights()).map(({ weights }) => weights)).toEqual(["b", "a"]);
  expect(asked[0]).toMatchObject({ method: "GET", path: "/api/weights" });
});

it("asks for one file by the hash of its content", async () => {
  const asked = serve(() => ({ says: { weights: "abc", tensors: [] } }));
  const { getWeights } = await import("./weights");
  await getWeights("abc");
  expect(asked[0]?.path).toBe("/api/weights/abc");
});

it("keeps the weights of a run for good, which the server only takes as JSON", async () => {
  const asked = serve(() => ({ says: { weights: "abc" } }));
  const { keepWeightsOf } = await import("./weights");
  await keepWeightsOf("r1");
  expect(asked[0]).toMatchObject({ method: "POST", path: "/api/runs/r1/weights" });
  expect(asked[0]?.headers.get("content-type")).toBe("application/json");
});

it("says where a file can be fetched", async () => {
  const { weightsAddress } = await import("./weights");
  expect(weightsAddress("abc")).toBe("/api/weights/abc/file");
});

it("rejects with the server's sentence where a run has learned nothing yet", async () => {
  serve(() => ({ status: 422, says: { error: "the run has no checkpoint yet" } }));
  const { keepWeightsOf } = await import("./weights");
  await expect(keepWeightsOf("r1")).rejects.toThrow("the run has no checkpoint yet");
});
