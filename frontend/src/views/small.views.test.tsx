/** Tests of views that wrap a single component: the words that they show for their numbers. */
import { fireEvent, screen } from "@testing-library/react";
import { describe, expect, it, test, vi } from "vitest";

import { pointAt } from "../testing/drawing";
import { floats } from "../testing/readings";
import { readingWith, showView } from "../testing/views";
import { cellText } from "./table.view";
import { likeliest } from "./vector.view";

const picture = () => screen.getByRole("img");

describe("a single number", () => {
  it("is written short, its whole length in its title", () => {
    showView(readingWith("scalar", {}, { values: floats([], 0.123456) }));
    expect(screen.getByTitle(/^0\.12345/).textContent).toBe("It 0.1235");
  });

  it("that is none is said so", () => {
    showView(readingWith("scalar", {}, { values: floats([], NaN) }));
    screen.getByText("NaN");
  });
});

describe("a table", () => {
  it("has its columns as headers and a row for each row", () => {
    const rows = [
      ["w", -0.5],
      ["b", null],
    ];
    showView(readingWith("table", { columns: ["name", "value"], rows }, {}));
    screen.getByRole("columnheader", { name: "value" });
    expect(screen.getAllByRole("cell").map(({ textContent }) => textContent)).toEqual([
      "w",
      "−0.5",
      "b",
      "–",
    ]);
  });

  it("without rows still has its columns", () => {
    showView(readingWith("table", { columns: ["name"], rows: [] }, {}));
    expect(screen.getAllByRole("row")).toHaveLength(1);
  });

  test.each([
    [0, "0"],
    ["", ""],
    [null, "–"],
    [123456, "1.23e+5"],
  ])("shows %j as “%s”", (cell, words) => {
    expect(cellText(cell)).toBe(words);
  });
});

describe("a weight matrix", () => {
  it("is read from input to output", () => {
    const values = floats([2, 3], 1, 2, 3, 4, 5, 6);
    const onHover = showView(readingWith("matrix", {}, { values }));
    pointAt(picture(), "pointerMove", 0.9, 0.1);
    expect(onHover).toHaveBeenLastCalledWith("from 3 to 1: 3");
    pointAt(picture(), "pointerLeave", 0.9, 0.1);
    expect(onHover).toHaveBeenLastCalledWith(null);
  });

  it("that was packed is read in real numbers", () => {
    const values = { dtype: "int8", shape: [1, 1], scale: 0.5, data: Int8Array.of(-3) };
    const onHover = showView(readingWith("matrix", {}, { values }));
    pointAt(picture(), "pointerMove", 0.5, 0.5);
    expect(onHover).toHaveBeenLastCalledWith("from 1 to 1: −1.5");
  });
});

describe("a spread of weights", () => {
  const spread = () =>
    readingWith("histogram", { low: -1, high: 1 }, { counts: floats([4], 5, 0, 7, 1) });

  it("is read bin by bin: how many between which edges", () => {
    const onHover = showView(spread());
    pointAt(picture(), "pointerMove", 0.6, 0.5);
    expect(onHover).toHaveBeenLastCalledWith("7 between 0 and 0.5");
  });

  it("reads nothing once the pointer left", () => {
    const onHover = showView(spread());
    pointAt(picture(), "pointerLeave", 0.6, 0.5);
    expect(onHover).toHaveBeenLastCalledWith(null);
  });
});

describe("the numbers of one sample", () => {
  const NAMES = ["a", "b", "c", "d"];
  const VALUES = floats([4], 0.1, 0.4, 0.3, 0.2);

  it("are a bar for each class", () => {
    showView(readingWith("vector", { classes: NAMES }, { values: VALUES }));
    expect(screen.getAllByText(/ %$/)).toHaveLength(4);
  });

  it("are the three likeliest where there is little room", () => {
    showView(readingWith("vector", { classes: NAMES }, { values: VALUES }), { compact: true });
    expect(screen.getAllByText(/ %$/).map(({ textContent }) => textContent)).toEqual([
      "40.0 %",
      "30.0 %",
      "20.0 %",
    ]);
  });

  it("are units in a row where there are no classes", () => {
    const onHover = showView(readingWith("vector", { classes: [] }, { values: VALUES }));
    pointAt(picture(), "pointerMove", 0.3, 0.5);
    expect(onHover).toHaveBeenLastCalledWith("unit 2: 0.4");
  });

  it("keep the order of the classes where all are alike", () => {
    const bars = likeliest(floats([2], 0.5, 0.5), ["x", "y"]);
    expect(bars.map(({ name }) => name)).toEqual(["x", "y"]);
  });
});

describe("a table of confusions", () => {
  const confusion = (size: number, ...counts: number[]) =>
    readingWith("confusion", { classes: ["cat"] }, { counts: floats([size, size], ...counts) });

  it("writes how many, and nothing where there is none", () => {
    showView(confusion(2, 3, 0, 1, 0));
    expect(screen.getAllByRole("cell").map(({ textContent }) => textContent)).toEqual([
      "3",
      "",
      "1",
      "",
    ]);
  });

  it("calls a class without a name by its number", () => {
    showView(confusion(2, 3, 0, 1, 0));
    screen.getByLabelText("1 taken for cat: 1 of 1");
  });

  it("colours right ones and wrong ones apart, and paper where there is none", () => {
    showView(confusion(2, 3, 3, 0, 0));
    const grounds = screen.getAllByRole("cell").map(({ style }) => style.background);
    expect(new Set(grounds).size).toBe(3);
    expect(grounds[2]).toBe(grounds[3]);
  });

  it("of more than 20 classes is a picture, read by the pointer", () => {
    const onHover = showView(confusion(21, 2));
    pointAt(picture(), "pointerMove", 0.01, 0.01);
    expect(onHover).toHaveBeenLastCalledWith("cat taken for cat: 2 of 2");
  });
});

describe("samples with what they were taken for", () => {
  const one = (target: number, predicted: number) =>
    readingWith(
      "samples",
      { classes: ["cat"] },
      {
        images: floats([1, 1, 1], 1),
        index: floats([1], 7),
        target: floats([1], target),
        predicted: floats([1], predicted),
        loss: floats([1], 0.5),
      },
    );

  it("show the sample in the network by a click", () => {
    const onPick = vi.fn();
    showView(one(0, 1), { onPick });
    fireEvent.click(screen.getByRole("button"));
    expect(onPick).toHaveBeenCalledExactlyOnceWith(7);
  });

  it("say class, guess and loss under the pointer", () => {
    const onHover = showView(one(0, 1));
    fireEvent.pointerEnter(screen.getByRole("button"));
    expect(onHover).toHaveBeenLastCalledWith("cat taken for 1, loss 0.5");
    fireEvent.pointerLeave(screen.getByRole("button"));
    expect(onHover).toHaveBeenLastCalledWith(null);
  });

  test.each([
    [0, 0, null],
    [0, 1, "true"],
  ])("of class %d taken for %d is marked as wrong: %s", (target, predicted, mark) => {
    showView(one(target, predicted));
    expect(screen.getByRole("button").querySelector("b")?.getAttribute("data-wrong")).toBe(mark);
  });
});
