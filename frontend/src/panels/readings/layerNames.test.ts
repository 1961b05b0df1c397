import { expect, test } from "vitest";

import type { Reading } from "../../api/reading";
import type { ProjectFile } from "../../api/types";
import { floats } from "../../testing/readings";
import { layerNames, namedReading } from "./layerNames";

const node = (id: string, type: string, name?: string) => ({ id, layer: { type }, name });
const project = {
  network: { nodes: [node("a", "linear"), node("b", "linear", "code"), node("c", "linear")] },
} as unknown as ProjectFile;

function named(...names: string[]): Reading {
  const tensors = { values: floats([1, names.length]) };
  return { kind: "bars", path: "", tensors, facts: { series: ["a"], names } };
}

test("layers that are called alike are numbered from left to right", () => {
  expect([...layerNames(project).values()]).toEqual(["linear 1", "code", "linear 2"]);
});

test("a reading that names layers calls them by their names, another keeps its words", () => {
  const names = layerNames(project);
  expect(namedReading(named("c", "b"), names).facts).toMatchObject({ names: ["linear 2", "code"] });
  expect(namedReading(named("a", "length"), names).facts).toMatchObject({ names: ["a", "length"] });
  expect(namedReading(named(), names).facts).toMatchObject({ names: [] });
});
