import { expect, test } from "vitest";

import { previewOf } from "../../testing/values";
import { columnsFor, valuesOf, withValue, type Column } from "./columnValues";

const AGE: Column = {
  name: "age",
  levels: [],
  low: 18,
  high: 90,
  whole: true,
  mean: [40],
  std: [10],
};
const CITY: Column = {
  name: "city",
  levels: ["Bern", "Rome", "Wien"],
  low: 0,
  high: 1,
  whole: true,
  mean: [0.5, 0.3, 0.2],
  std: [0.5, 0.4, 0.4],
};
const COLUMNS = [AGE, CITY];
/** 25 years, Rome. */
const INPUTS = [-1.5, -1, 1.75, -0.5];

test("numbers of the network are read in the columns' own units and names", () => {
  expect(valuesOf(INPUTS, COLUMNS)).toEqual([25, "Rome"]);
});

test.each([
  [0, 55, [1.5, -1, 1.75, -0.5]],
  [1, "Wien", [-1.5, -1, -0.75, 2]],
] as const)("the value of column %i becomes %s", (index, value, wanted) => {
  const made = withValue(INPUTS, COLUMNS, index, value);
  made.forEach((number, at) => expect(number).toBeCloseTo(wanted[at] ?? NaN));
  expect(valuesOf(made, COLUMNS)[index]).toBe(value);
});

test("a value that is not whole has four digits", () => {
  const column = { ...AGE, whole: false, mean: [0.123456], std: [1] };
  expect(valuesOf([0], [column])).toEqual([0.1235]);
});

test("columns that make another number of inputs are of other data", () => {
  const samples = previewOf({ columns: COLUMNS });
  expect(columnsFor(samples, 4)).toBe(COLUMNS);
  expect(columnsFor(samples, 3)).toEqual([]);
  expect(columnsFor(previewOf(), 2)).toEqual([]);
  expect(columnsFor(null, 2)).toEqual([]);
});
