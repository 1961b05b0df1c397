import { expect, test } from "vitest";

import type { Reading } from "../../api/reading";
import type { ProjectFile } from "../../api/types";
import { floats } from "../../testing/readings";
import { layerNames, namedReading } from "./layerNames";

const node = (id: string, type: string, name?: string) => ({ id, layer: { type }, name });
const project = {
  // The file lists the layer that was inserted last.
  network: {
    nodes: [node("a", "linear"), node("c", "linear"), node("b", "linear", "code")],
    edges: [
      { source: "a", target: "b" },
      { source: "b", target: "c" },
    ],
  },
} as unknown as ProjectFile;

function named(...names: string[]): Reading {
  const tensors = { values: floats([1, names.length]) };
  return { kind: "bars", path: "", tensors, facts: { series: ["a"], names } };
}

test("layers stand in the order of the drawing, and those that are called alike are numbered in it", () => {
  expect([...layerNames(project).keys()]).toEqual(["a", "b", "c"]);
  expect([...layerNames(project).values()]).toEqual(["linear 1", "code", "linear 2"]);
});

test("a reading that names layers calls them by their names, another keeps its words", () => {
  const names = layerNames(project);
  expect(namedReading(named("c", "b"), names).facts).toMatchObject({ names: ["linear 2", "code"] });
  expect(namedReading(named("a", "length"), names).facts).toMatchObject({ names: ["a", "length"] });
  expect(namedReading(named(), names).facts).toMatchObject({ names: [] });
});
