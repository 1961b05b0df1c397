import { fireEvent, screen } from "@testing-library/react";
import { beforeEach, expect, test } from "vitest";

import { usePreferences } from "../../store/preferences";
import { render } from "../../testing/render";
import { freshStores } from "../../testing/stores";
import { dataInfo, previewOf } from "../../testing/values";
import { AskNumbers } from "./AskNumbers";

beforeEach(freshStores);

const age = { name: "age", levels: [], low: 18, high: 90, whole: true, mean: [40], std: [10] };
const city = {
  name: "city",
  levels: ["Bern", "Rome"],
  low: 0,
  high: 1,
  whole: true,
  mean: [0.5, 0.5],
  std: [0.5, 0.5],
};
/** 35 years, Bern. */
const ROW = [-0.5, 1, -1];
const half = { ...previewOf().test, inputs: [ROW, ROW], index: [0, 1] };
const samples = previewOf({ kind: "rows", train: half, test: half, columns: [age, city] });
const info = dataInfo({ shape: [3], features: ["age", "city = Bern", "city = Rome"] });

const number = () => screen.getByRole<HTMLInputElement>("textbox", { name: "age" });
const choice = () => screen.getByRole<HTMLSelectElement>("combobox", { name: "city" });
const asked = () => usePreferences.getState().sample.asked;

test("a row of a table is asked in the units and names of its columns", () => {
  render(<AskNumbers info={info} samples={samples} />);
  expect(number().value).toBe("35");
  expect(choice().value).toBe("Bern");
  expect([...choice().options].map(({ value }) => value)).toEqual(["Bern", "Rome"]);
  expect(screen.queryByText(/as the network sees it/)).toBeNull();
});

test("a number that is typed is asked as the network gets it", () => {
  render(<AskNumbers info={info} samples={samples} />);
  fireEvent.change(number(), { target: { value: "60" } });
  fireEvent.keyDown(number(), { key: "Enter" });
  expect(asked()).toBe("2,1,-1");
  expect(number().value).toBe("60");
});

test("a number beyond the data may be asked, and a word is refused with a sentence", () => {
  render(<AskNumbers info={info} samples={samples} />);
  fireEvent.change(number(), { target: { value: "140" } });
  fireEvent.keyDown(number(), { key: "Enter" });
  expect(asked()).toBe("10,1,-1");
  fireEvent.change(number(), { target: { value: "old" } });
  fireEvent.keyDown(number(), { key: "Enter" });
  screen.getByRole("alert");
  expect(asked()).toBe("10,1,-1");
});

test("a category that is chosen is one among its inputs", () => {
  render(<AskNumbers info={info} samples={samples} />);
  fireEvent.change(choice(), { target: { value: "Rome" } });
  expect(asked()).toBe("-0.5,-1,1");
});
