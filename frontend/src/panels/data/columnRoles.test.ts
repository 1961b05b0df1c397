import { expect, test } from "vitest";

import type { Column } from "../../api/files";
import { carried, contentOf, isIgnored, roleOf, withRole } from "./columnRoles";

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

const TABLE = (...names: string[]) => names.map((name) => column({ name }));

test("choices stay where the file is read again and the column is still there", () => {
  const before = { type: "csv_table", file: "old", target: "size", ignore: ["id"], seed: 7 };
  const suggestion = { type: "csv_table", file: "new", target: "kind", ignore: ["id", "row"] };
  const now = TABLE("size", "kind", "id", "row");
  const known = TABLE("size", "kind", "id");
  expect(carried(before, known, suggestion, now)).toEqual({
    type: "csv_table",
    file: "new",
    target: "size",
    ignore: ["id", "row"],
    seed: 7,
  });
  expect(carried({ ...before, ignore: [] }, now, suggestion, now)["ignore"]).toEqual([]);
});

test("a choice whose column is gone gives way to what is suggested", () => {
  const before = { type: "csv_table", file: "old", target: "column 1", ignore: ["column 2"] };
  const suggestion = { type: "csv_table", file: "new", target: "kind", ignore: [] };
  const now = TABLE("size", "kind");
  expect(carried(before, TABLE("column 1", "column 2"), suggestion, now)).toEqual(suggestion);
});

test("a file of another kind begins with what is suggested for it", () => {
  const suggestion = { type: "text_file", file: "new", level: "char" };
  expect(carried({ type: "csv_table", file: "old" }, [], suggestion, [])).toBe(suggestion);
  expect(carried(null, [], suggestion, [])).toBe(suggestion);
});

test("a series keeps its column", () => {
  const before = { type: "csv_series", file: "old", column: "size" };
  const suggestion = { type: "csv_series", file: "new", column: "kind" };
  const now = TABLE("size", "kind");
  expect(carried(before, now, suggestion, now)).toEqual({ ...before, file: "new" });
});

test("a column is left out or not", () => {
  expect(isIgnored({ type: "csv_table", ignore: ["id"] }, "id")).toBe(true);
  expect(isIgnored({ type: "csv_table" }, "id")).toBe(false);
});
