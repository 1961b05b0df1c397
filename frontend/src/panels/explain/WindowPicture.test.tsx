import { screen, within } from "@testing-library/react";
import { expect, test } from "vitest";

import type { CellFacts } from "../../store/cell";
import { render } from "../../testing/render";
import { heaviestFirst } from "./CellPanel";
import { channelsOf, WindowPicture } from "./WindowPicture";

/** A 2 × 2 convolution of one channel at the upper left corner: three of its cells lie outside the picture. */
const CONV: CellFacts = {
  node: "conv",
  index: [0, 0, 0],
  value: 1,
  formula: "y = Σ w x",
  bias: 0,
  note: "",
  sums: true,
  winner: null,
  inputs: ["x"],
  columns: ["from", "value", "weight", "product"],
  rows: [[null, 0.5, -2, -1]],
  reads: [[0, 0, 0, 0]],
  weights: [],
  window: [
    [-1, 0],
    [-1, 0],
  ],
  total: 1,
};

/** The same convolution with `count` channels. Each channel contributes ten times as much as the one before. */
function channels(count: number): CellFacts {
  const all = Array.from({ length: count }, (_, at) => at);
  return {
    ...CONV,
    rows: all.map((at) => [null, 1, 10 ** at, 10 ** at]),
    reads: all.map((at) => [0, at, 0, 0]),
    total: count,
  };
}

test("what lies outside the picture is padding, the rest stands in its place", () => {
  const [channel] = channelsOf(CONV);
  expect(channel?.cells.slice(0, 3)).toEqual([null, null, null]);
  expect(channel?.cells[3]).toEqual({ value: 0.5, weight: -2, product: -1, isWinner: false });
});

test("channels that add most stand first, whatever their sign", () => {
  const facts = channels(3);
  const rows = facts.rows.map((row, at) => (at === 1 ? [null, 1, -1000, -1000] : row));
  expect(channelsOf({ ...facts, rows }).map(({ channel, sum }) => [channel, sum])).toEqual([
    [1, -1000],
    [2, 100],
    [0, 1],
  ]);
});

test("terms without weights and products have their values alone", () => {
  const pool = { ...CONV, columns: ["from", "value"], rows: [[null, 3]], winner: 0 };
  expect(channelsOf(pool)[0]?.cells[3]).toEqual({
    value: 3,
    weight: null,
    product: null,
    isWinner: true,
  });
});

test("a window is a table of its cells with their arithmetic", () => {
  render(<WindowPicture facts={CONV} />);
  const table = screen.getByRole("table", { name: "The window on channel 1" });
  const cells = within(table).getAllByRole("cell");
  expect(cells.map((cell) => cell.textContent)).toEqual(["0", "0", "0", "0.5×−2"]);
  expect(cells[0]?.title).toBe("padding: a zero outside the picture");
  screen.getByText("channel 1: −1");
});

test.each([
  [123.4, "123"],
  [12.34, "12.3"],
  [1.239, "1.24"],
  [0, "0"],
  [-0.004, "0"],
])("a value of %d is written as %s", (value, words) => {
  const facts = { ...CONV, columns: ["from", "value"], rows: [[null, value]] };
  render(<WindowPicture facts={facts} />);
  expect(screen.getAllByRole("cell").at(-1)?.textContent?.replace(/^−0$/, "0")).toBe(words);
});

test("three channels are drawn, and what the others add is summed", () => {
  render(<WindowPicture facts={channels(5)} />);
  expect(screen.getAllByRole("table")).toHaveLength(3);
  screen.getByText(/and 2 more channels, which add 11/);
});

test.each([
  ["a layer without a window", null],
  ["a window too wide for arithmetic", [[0, 1, 2, 3, 4, 5], [0]]],
])("%s has no picture", (_, window) => {
  render(<WindowPicture facts={{ ...CONV, window }} />);
  expect(screen.queryByRole("table")).toBeNull();
});

test("the heaviest terms come first, the winner before all", () => {
  const rows = [
    [null, 0, 0, 1],
    [null, 0, 0, -5],
    [null, 0, 0, 3],
  ];
  expect(heaviestFirst({ ...CONV, rows })).toEqual([1, 2, 0]);
  expect(heaviestFirst({ ...CONV, rows, winner: 0 })).toEqual([0, 1, 2]);
});

test("terms without products are weighed by their values", () => {
  const rows = [
    [null, 1],
    [null, null],
    [null, -4],
  ];
  expect(heaviestFirst({ ...CONV, columns: ["from", "value"], rows })).toEqual([2, 0, 1]);
});
