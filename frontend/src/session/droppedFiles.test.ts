import { expect, test } from "vitest";

import { purposeOf, takeDroppedData, useDroppedData } from "./droppedFiles";

const files = (...paths: string[]) => paths.map((path) => ({ path, data: new Blob(["1"]) }));

test.each([
  ["nothing", []],
  ["project", ["Spirals.JSON"]],
  ["weights", ["net.safetensors"]],
  ["weights", ["net.pt"]],
  ["data", ["rows.csv"]],
  ["data", ["holiday.exe"]],
  ["data", ["a.png", "b.png"]],
  ["data", ["cats/1.png", "cats/about.json"]],
  ["several", ["net.safetensors", "rows.csv"]],
  ["several", ["a.json", "b.json"]],
])("%s: %j", (use, paths) => expect(purposeOf(files(...paths))).toBe(use));

test("what was dropped is taken once", () => {
  useDroppedData.setState({ files: files("rows.csv") });
  expect(takeDroppedData()).toHaveLength(1);
  expect(takeDroppedData()).toEqual([]);
});
