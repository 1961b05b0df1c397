import { screen } from "@testing-library/react";
import { afterEach, describe, expect, it, test, vi } from "vitest";

import type { ReadingOf } from "../api/reading";
import { pointAt } from "../testing/drawing";
import { floats } from "../testing/readings";
import { readingWith, showView } from "../testing/views";
import { shadesOf } from "./images.view";

afterEach(() => vi.unstubAllGlobals());

type Facts = Partial<ReadingOf<"images">["facts"]>;
/** Two rows with one picture of 1 × 1 each: −1 and 2. */
const PAIR = floats([2, 1, 1, 1], -1, 2);
const images = (facts: Facts = {}, values = PAIR) =>
  readingWith("images", { row_names: [], captions: [], bound: null, ...facts }, { values });
const picture = () => screen.getByRole("img");

describe("rows of pictures", () => {
  it("say how many there are, and what the rows are", () => {
    showView(images({ row_names: ["in", "out"] }));
    screen.getByRole("img", { name: "It: 2 pictures, rows in, out" });
    screen.getByText("in");
  });

  it("say no names beside them where there is little room", () => {
    showView(images({ row_names: ["in", "out"] }), { compact: true });
    expect(screen.queryByText("in")).toBeNull();
  });

  it("of one row have a caption below each", () => {
    showView(images({ captions: [["first", "second"]] }, floats([1, 2, 1, 1], 0, 1)));
    screen.getByText("first");
    screen.getByText("second");
  });

  it("stand side by side in a low strip, with their names as captions", () => {
    const onHover = showView(images({ row_names: ["in", "out"] }), { height: 60 });
    screen.getByText("out");
    screen.getByRole("img", { name: "It: 2 pictures" });
    pointAt(picture(), "pointerMove", 0.9, 0.1);
    expect(onHover).toHaveBeenLastCalledWith("out, row 1, column 1: 2");
  });

  it("are no wider than the height of the strip lets them be", () => {
    showView(images({}), { height: 80 });
    // 80 pixels less 40 for captions and the legend leave 40; two pictures of 1 × 1 side by side are 80 wide.
    expect(picture().parentElement?.style.maxWidth).toBe("80px");
  });

  it("have a width of their own nowhere else", () => {
    showView(images());
    expect(picture().parentElement?.style.maxWidth).toBe("");
  });
});

describe("the pointer over pictures", () => {
  it("reads a picture without a name by its number", () => {
    const onHover = showView(images());
    pointAt(picture(), "pointerMove", 0.5, 0.1);
    expect(onHover).toHaveBeenLastCalledWith("picture 1, row 1, column 1: −1");
  });

  it("picks the picture that is pressed", () => {
    const onPick = vi.fn();
    showView(images({}, floats([1, 2, 1, 1], 0, 1)), { onPick });
    pointAt(picture(), "pointerDown", 0.9, 0.1);
    expect(onPick).toHaveBeenCalledExactlyOnceWith(1);
  });
});

describe("the shades of pictures", () => {
  it("are in the unit of their row", () => {
    const values = {
      dtype: "int8",
      shape: [2, 2, 1, 1],
      scale: [0.5, 2],
      data: Int8Array.of(1, 2, 3, 4),
    };
    expect(shadesOf(values, 1, false).map(({ unit }) => unit)).toEqual([0.5, 0.5, 2, 2]);
  });

  it("have a range of 0 to 1 where all is dark", () => {
    expect(shadesOf(PAIR, 0, false)[0]).toMatchObject({ low: 0, high: 1 });
  });

  it("reach as far below nothing as above where both signs are meant", () => {
    expect(shadesOf(PAIR, 3, true)[0]).toMatchObject({ low: -3, high: 3 });
  });
});

test("a channel of a feature map is read with its row and column", () => {
  const reading = readingWith("image", {}, { values: floats([2, 1, 2], 1, 2, 3, 4) });
  const onHover = showView(reading);
  pointAt(picture(), "pointerMove", 0.3, 0.1);
  expect(onHover).toHaveBeenLastCalledWith("channel 1, row 1, column 2: 2");
});
