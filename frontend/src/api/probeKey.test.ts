import { expect, it } from "vitest";

import { probeKey } from "./probeKey";

/** What `torchground.telemetry.messages.probe_key` gives for the same probes. */
const KEYS = [
  [{ type: "unit_maps", size: 50 }, "unit_maps(size=50)"],
  [{ type: "weights" }, "weights()"],
  [{ of: "test", type: "sample_output", sample: 3 }, 'sample_output(of="test",sample=3)'],
  [
    { type: "unit_value", node: "h1", index: [0, 1], point: [0.5, -1.25] },
    'unit_value(index=[0,1],node="h1",point=[0.5,-1.25])',
  ],
  [{ type: "weights", node: "größe", only: null }, 'weights(node="größe",only=null)'],
] as const;

it.each(KEYS)("names %j as the server does", (probe, key) => {
  expect(probeKey(probe)).toBe(key);
});
