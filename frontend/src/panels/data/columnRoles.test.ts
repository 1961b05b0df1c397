import { expect, test } from "vitest";

import type { Column } from "../../api/files";
import { contentOf, roleOf, withRole } from "./columnRoles";

function column(more: Partial<Column> = {}): Column {
  return {
    name: "size",
    role: "feature",
    kind: "number",
    missing: 0,
    levels: [],
    counts: [],
    different: 0,
    low: 0,
    high: 1,
    ...more,
  };
}

test.each([
  [{ kind: "empty" }, "nothing"],
  [{ kind: "text", missing: 1200 }, "text that differs in nearly every row, 1,200 missing"],
  [{ low: -0.123456, high: 12345.678 }, "-0.1235 to 12350"],
  [{ low: null, high: null }, "? to ?"],
  [
    { kind: "category", levels: ["a", "b", "c", "d"], counts: [4, 3, 2, 1] },
    "a (4), b (3), c (2), … 4 in all",
  ],
  [{ kind: "category", levels: ["a"], counts: [] }, "a (0)"],
] as [Partial<Column>, string][])("a column of %j holds “%s”", (more, words) => {
  expect(contentOf(column(more))).toBe(words);
});

test("a target that is made of text is never used", () => {
  expect(roleOf(column({ kind: "text" }), { type: "csv_table", target: "size" })).toBe("unused");
});

test("an entry that ignores something else than names ignores nothing", () => {
  expect(roleOf(column(), { type: "csv_table", ignore: "size" })).toBe("seen");
  expect(withRole({ type: "csv_table", ignore: [1, "id"] }, "size", "ignored")["ignore"]).toEqual([
    "id",
    "size",
  ]);
});

test("a column that is left out twice is named once", () => {
  const once = withRole({ type: "csv_table" }, "size", "ignored");
  expect(withRole(once, "size", "ignored")["ignore"]).toEqual(["size"]);
});
