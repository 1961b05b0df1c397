import { expect, test } from "vitest";

import type { Recipe, TableMeta } from "../../api/files";
import {
  chosen,
  guessLabel,
  missingText,
  recipeFields,
  recipeText,
  setBefore,
  sureness,
  withChoice,
  withMissing,
  withMissingWord,
  type Reading,
} from "./recipe";

const RECIPE: Recipe = {
  part: null,
  encoding: "cp1252",
  delimiter: ";",
  quote: '"',
  escape: "doubled",
  header: 3,
  skip: 2,
  below: 0,
  decimal: ",",
  thousands: null,
  missing: null,
  dates: null,
  order: "file",
  cases: null,
};

function reading(recipe: Partial<Recipe> = {}, sure: TableMeta["sure"] = {}): Reading {
  const meta: TableMeta = {
    kind: "table",
    name: "",
    rows: 20,
    columns: [],
    recipe: { ...RECIPE, ...recipe },
    format: "csv",
    parts: [],
    sure: { encoding: 0.6, delimiter: 0.8, header: 1, decimal: 1, ...sure },
    notes: [],
    findings: [],
  };
  return { meta, lines: ["Report", "", "a;b", "1;2"] };
}

function field(name: keyof Recipe, of: Reading = reading()) {
  const found = recipeFields(of, {}).find((one) => one.name === name);
  if (!found) throw new Error(`no field ${name}`);
  return found;
}

test.each([
  [1, "sure"],
  [0.76, "likely, 76 %"],
  [0.6, "a guess, 60 %"],
])("a guess of %d is %s", (sure, words) => {
  expect(sureness(sure)).toBe(words);
});

test("what is left to the server says what it found and how sure it is", () => {
  const of = reading();
  expect(guessLabel(field("encoding"), of)).toBe("Windows-1252 (Western) · a guess, 60 %");
  expect(guessLabel(field("delimiter"), of)).toBe("semicolon ; · likely, 80 %");
  expect(guessLabel(field("header"), of)).toBe("line 3: a;b · sure");
  expect(guessLabel(field("thousands"), of)).toBe("as each column writes them");
});

test("before anything could be read, every field is there and none is named", () => {
  const none: Reading = { meta: null, lines: ["a b"] };
  expect(recipeFields(none, {}).map(({ name }) => name)).toContain("dates");
  expect(guessLabel(field("delimiter", none), none)).toBe("guess");
});

test("dates and order are asked for only where a column holds dates", () => {
  const names = (of: Reading) => recipeFields(of, {}).map(({ name }) => name);
  expect(names(reading())).not.toContain("order");
  expect(names(reading({ dates: "day first" }))).toEqual(
    expect.arrayContaining(["dates", "order"]),
  );
});

test("a workbook asks for its sheet, and not for a delimiter", () => {
  const { meta, lines } = reading({ part: "b" }, { part: 0.8 });
  const book = { ...(meta as TableMeta), format: "excel" as const, parts: ["a", "b"] };
  const names = recipeFields({ meta: book, lines }, {}).map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(["part", "header", "decimal"]));
  expect(names).not.toContain("delimiter");
  expect(guessLabel(field("part", { meta: book, lines }), { meta: book, lines })).toBe(
    "b · likely, 80 %",
  );
  const base = { ...book, format: "sqlite" as const };
  expect(recipeFields({ meta: base, lines }, {}).map(({ name }) => name)).not.toContain("header");
});

test("lines above the rows are asked for only where there are no names", () => {
  const names = (given: Partial<Recipe>) => recipeFields(reading(), given).map(({ name }) => name);
  expect(names({})).not.toContain("skip");
  expect(names({ header: 0 })).toContain("skip");
});

test("a choice is set, shown and taken back", () => {
  const delimiter = field("delimiter");
  const tab = String(delimiter.choices.findIndex(({ value }) => value === "\t"));
  const given = withChoice({ header: 0 }, delimiter, tab);
  expect(given).toEqual({ header: 0, delimiter: "\t" });
  expect(chosen(delimiter, given)).toBe(tab);
  expect(withChoice(given, delimiter, "")).toEqual({ header: 0 });
  expect(chosen(delimiter, {})).toBe("");
});

test("none and 0 are choices, not guesses", () => {
  const quote = field("quote");
  const none = String(quote.choices.findIndex(({ value }) => value === ""));
  expect(withChoice({}, quote, none)).toEqual({ quote: "" });
  expect(chosen(quote, { quote: "" })).toBe(none);
  expect(withChoice({}, field("header"), "0")).toEqual({ header: 0 });
});

test("words for missing are divided by commas, each there once", () => {
  const given = withMissing({}, " NA, -,NA,, ?");
  expect(given).toEqual({ missing: ["NA", "-", "?"] });
  expect(missingText(given)).toBe("NA, -, ?");
  expect(withMissing(given, "  ")).toEqual({});
  expect(withMissingWord(given, "-9999").missing).toEqual(["NA", "-", "?", "-9999"]);
});

test("what was set before is told from what was guessed", () => {
  const of = reading({
    header: 20,
    quote: null,
    order: null,
    escape: null,
    below: null,
    skip: null,
  });
  const sure = { delimiter: 0.8, header: 1, decimal: 1 };
  const meta = { ...(of.meta as TableMeta), sure };
  expect(setBefore(meta)).toEqual({ encoding: "cp1252" });
  expect(guessLabel(field("encoding"), { ...of, meta })).toMatch(/as it was set$/);
  expect(guessLabel(field("header"), { meta, lines: [] })).toBe("line 20 · sure");
  expect(guessLabel(field("delimiter"), of, { delimiter: "," })).toBe("guess");
});

test("a recipe goes to the server only where something was set", () => {
  expect(recipeText({})).toBe("");
  expect(recipeText({ delimiter: "\t", header: 0 })).toBe('{"delimiter":"\\t","header":0}');
});
