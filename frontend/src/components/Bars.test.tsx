import { screen, within } from "@testing-library/react";
import { expect, it, test } from "vitest";

import { render } from "../testing/render";
import { Bars, barShare } from "./Bars";

test.each([
  [0.25, 1, 0.25],
  [5, 10, 0.5],
  [20, 10, 1],
  [0, 1, 0],
  [-3, 1, 0],
  [NaN, 1, 0],
  [1, NaN, 0],
  [1, 0, 0],
  [Infinity, 1, 1],
])("a value of %d of %d fills %d of its track", (value, max, share) => {
  expect(barShare(value, max)).toBe(share);
});

const rows = () => within(screen.getByRole("list", { name: "Classes" })).getAllByRole("listitem");

it("writes three digits of each value, or the words it was given", () => {
  const bars = [
    { name: "cat", value: 0.123456 },
    { name: "dog", value: 0.5, text: "half" },
    { name: "none", value: NaN },
  ];
  render(<Bars bars={bars} label="Classes" />);
  expect(rows().map(({ textContent }) => textContent)).toEqual(["cat0.123", "doghalf", "noneNaN"]);
});

it("leaves the written values out where there is no room, and keeps them for who points", () => {
  render(<Bars bars={[{ name: "cat", value: 0.123456 }]} label="Classes" compact />);
  expect(rows().map(({ textContent, title }) => [textContent, title])).toEqual([
    ["cat", "cat: 0.123456"],
  ]);
});

it("shows two bars of one name", () => {
  const bar = { name: "same", value: 1 };
  render(<Bars bars={[bar, bar]} label="Classes" />);
  expect(rows()).toHaveLength(2);
});

it("is an empty list of nothing", () => {
  render(<Bars bars={[]} label="Classes" />);
  expect(screen.getByRole("list").children).toHaveLength(0);
});
