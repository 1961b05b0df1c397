import { expect, test } from "vitest";

import { entryOf } from "../../testing/values";
import { settingsOf } from "./dataSettings";

test("files and their columns are chosen in panels of their own", () => {
  const fields = {
    file: { ui: { file: "table" } },
    target: { ui: { column: "file" } },
    seed: { type: "integer" },
  };
  expect(settingsOf(entryOf("csv_table", fields))).toEqual(["seed"]);
});

test("points and classes are painted, but other data may have settings of these names", () => {
  const fields = { points: {}, classes: {}, seed: {} };
  expect(settingsOf(entryOf("painted", fields))).toEqual(["seed"]);
  expect(settingsOf(entryOf("grid", fields))).toEqual(["points", "classes", "seed"]);
});
