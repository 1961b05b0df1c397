import { expect, test } from "vitest";

import type { Problem, Report } from "../../api/types";
import { normalise } from "../../project/graph";
import { misfitIn, plainMisfit } from "./wireFits";

const file = normalise({
  network: {
    nodes: ["input", "linear", "output"].map((type) => ({
      id: type,
      layer: { type },
      trainable: true,
    })),
    edges: [
      { source: "input", target: "linear", handle: 0 },
      { source: "linear", target: "output", handle: 0 },
    ],
  },
});
const wire = (source: string, target: string) => ({ source, target, handle: 0 });

function report(problems: Problem[]): Report {
  return { ok: false, problems, nodes: {} } as unknown as Report;
}

test("what the drawing alone forbids is refused with a sentence", () => {
  const refused = (source: string, target: string) =>
    plainMisfit(file, wire(source, target), () => undefined)?.sentence;
  expect(refused("linear", "linear")).toContain("cannot feed itself");
  expect(refused("linear", "input")).toContain("from the data");
  expect(refused("output", "linear")).toContain("ends the network");
  expect(refused("input", "gone")).toContain("gone");
  expect(refused("input", "output")).toBeUndefined();
});

test("only a new problem of this very wire is held against it", () => {
  const edge = wire("input", "output");
  const against: Problem = {
    severity: "error",
    place: "network",
    node: "output",
    edge,
    code: "other",
    values: {},
    sentence: "it does not fit",
    fixes: [],
  };
  const dangling: Problem = { ...against, edge: null, sentence: "it leads nowhere" };
  expect(misfitIn(report([]), report([dangling, against]), edge)?.sentence).toBe("it does not fit");
  expect(misfitIn(report([against]), report([against]), edge)).toBeNull();
  expect(misfitIn(report([]), report([dangling]), edge)).toBeNull();
});
