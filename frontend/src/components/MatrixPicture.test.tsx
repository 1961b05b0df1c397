import { fireEvent, screen } from "@testing-library/react";
import { describe, expect, it, test, vi } from "vitest";

import { pointAt } from "../testing/drawing";
import { render } from "../testing/render";
import { signed } from "./colourScale";
import { MatrixPicture, readableOn, standOnEnd, type MatrixPictureProps } from "./MatrixPicture";

const SHADE = signed(1);

function show(more: Partial<MatrixPictureProps> = {}) {
  const values = Float32Array.of(1, 2, 3, 4, 5, 6);
  render(
    <MatrixPicture values={values} rows={2} columns={3} shade={SHADE} label="Matrix" {...more} />,
  );
}
const text = (row: number, column: number) => `${row}/${column}`;
const cells = () => screen.getAllByRole("cell");

describe("a matrix with its numbers", () => {
  it("is a table of its rows and columns", () => {
    show({ cellText: text });
    expect(screen.getAllByRole("row")).toHaveLength(2);
    expect(cells().map(({ textContent }) => textContent)).toEqual([
      "0/0",
      "0/1",
      "0/2",
      "1/0",
      "1/1",
      "1/2",
    ]);
  });

  it("reads each cell with its names and its number", () => {
    show({ cellText: text, rowNames: ["cat", "dog"], columnNames: ["a", "b", "c"] });
    screen.getByRole("cell", { name: "cat, a: 1" });
    screen.getByRole("cell", { name: "dog, c: 6" });
  });

  it("reads places where there are no names, and the unit that numbers were packed by", () => {
    show({ cellText: text, shade: signed(1, 0.5) });
    screen.getByRole("cell", { name: "1, 2: 3" });
  });

  it("reads the words it was given", () => {
    show({ cellText: text, cellLabel: (row) => `row ${row} said` });
    expect(screen.getAllByRole("cell", { name: "row 1 said" })).toHaveLength(3);
  });

  it("says which cell is pointed at, and when none is", () => {
    const onHover = vi.fn();
    show({ cellText: text, onHover });
    fireEvent.pointerEnter(cells()[4] as HTMLElement);
    expect(onHover).toHaveBeenLastCalledWith({ row: 1, column: 1 });
    fireEvent.pointerLeave(screen.getByRole("table", { name: "Matrix" }));
    expect(onHover).toHaveBeenLastCalledWith(null);
  });

  it("reads a number that is missing as no number", () => {
    show({ cellText: text, values: new Float32Array(2) });
    screen.getByRole("cell", { name: "1, 2: NaN" });
  });
});

describe("a matrix without its numbers", () => {
  it("is a picture that says which cell is pointed at", () => {
    const onHover = vi.fn();
    show({ onHover });
    const picture = screen.getByRole("img", { name: "Matrix" });
    pointAt(picture, "pointerMove", 0.5, 0.9);
    expect(onHover).toHaveBeenLastCalledWith({ row: 1, column: 1 });
    pointAt(picture, "pointerLeave", 0, 0);
    expect(onHover).toHaveBeenLastCalledWith(null);
  });

  it("gives a name that is cut in whole to who points at it", () => {
    show({ rowNames: ["a very long name of a class", "b"] });
    screen.getByTitle("a very long name of a class");
  });
});

/** The contrast (WCAG) of black or white text on a background. */
function contrast(ink: string, ground: readonly [number, number, number]): number {
  const linear = ground.map((part) => (part / 255) ** 2.2) as [number, number, number];
  const light = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
  return ink === "#000" ? (light + 0.05) / 0.05 : 1.05 / (light + 0.05);
}

test.each([
  [[255, 255, 255]],
  [[0, 0, 0]],
  [[119, 119, 119]],
  [[255, 0, 0]],
  [[0, 0, 255]],
  [[245, 147, 34]],
] as const)("words over %j can be read", (ground) => {
  expect(contrast(readableOn([...ground]), ground)).toBeGreaterThanOrEqual(4.5);
});

test("names of columns stand on end where they have no room side by side", () => {
  expect(standOnEnd(["setosa", "versicolor", "virginica"])).toBe(false);
  expect(standOnEnd([..."0123456789"])).toBe(false);
  expect(standOnEnd(["T-shirt/top", "Trouser", "Pullover", "Dress"])).toBe(true);
});
