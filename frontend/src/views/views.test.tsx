import { fireEvent, screen } from "@testing-library/react";
import { expect, test, vi } from "vitest";

import type { Kind, Reading, ReadingOf } from "../api/reading";
import schema from "../../../tests/golden/openapi.json";
import { floats, sampleOf } from "../testing/readings";
import { render } from "../testing/render";
import { decide } from "./decision";
import { airy, powers, tickText, ticks } from "./plot";
import { numberText } from "./tensors";
import { shortened } from "./bars.view";
import { turned } from "./states.view";
import { likeliest } from "./vector.view";
import { ViewOf, viewOf } from "./ViewOf";

const KINDS = schema.components.schemas.Kind.enum as Kind[];

const SAMPLES: Reading = {
  kind: "samples",
  path: "",
  tensors: {
    images: floats([1, 2, 2], 0, 1, 1, 0),
    index: floats([1], 7),
    target: floats([1], 1),
    predicted: floats([1], 0),
    loss: floats([1], 2.5),
  },
  facts: { classes: ["cat", "dog"] },
};
const CONFUSION: Reading = {
  kind: "confusion",
  path: "",
  tensors: { counts: floats([2, 2], 3, 1, 0, 4) },
  facts: { classes: ["cat", "dog"] },
};
const TOKENS: ReadingOf<"tokens"> = {
  kind: "tokens",
  path: "",
  tensors: { values: floats([2], 0.5, -1) },
  facts: {
    tokens: ["a", "b"],
    meaning: "counts",
    choices: [[], [{ token: "c", probability: 0.9 }]],
  },
};

test.each(KINDS)("%s has a view that draws", (kind) => {
  expect(viewOf(kind), `write views/${kind}.view.tsx`).toBeDefined();
  render(<ViewOf reading={sampleOf(kind)} label="The picture" />);
  expect(screen.queryByText(/could not be drawn/)).toBeNull();
});

test("a view that raises becomes a card with a sentence", () => {
  vi.spyOn(console, "error").mockImplementation(() => undefined);
  const broken = { kind: "matrix", path: "h1", tensors: {}, facts: {} } as unknown as Reading;
  render(<ViewOf reading={broken} label="Weights" />);
  expect(screen.getByText(/could not be drawn/)).toBeTruthy();
});

test("a mistake is said, and its picture shows the sample", () => {
  render(<ViewOf reading={SAMPLES} label="Worst" />);
  expect(screen.getByRole("button", { name: /Test sample 8: dog taken for cat/ })).toBeTruthy();
});

test("a cell of the confusion table says how many of how many", () => {
  render(<ViewOf reading={CONFUSION} label="C" />);
  expect(screen.getByLabelText("cat taken for dog: 1 of 4")).toBeTruthy();
});

test("the map of decisions is as strong as the network is sure", () => {
  const values = floats([2, 1, 3], 0.5, 0.75, 1, 0.5, 0.25, 0);
  expect([...decide(values, false).classes]).toEqual([0, 0, 0]);
  expect([...decide(values, false).strength]).toEqual([0, 128, 255]);
  expect([...decide(values, true).strength]).toEqual([255, 255, 255]);
});

test("the likeliest class stands first", () => {
  expect(likeliest(floats([2], 0.1, 0.9), ["cat", "dog"]).map(({ name }) => name)).toEqual([
    "dog",
    "cat",
  ]);
});

test("axes have round numbers", () => {
  expect(ticks([0.3, 9.1])).toEqual([2, 4, 6, 8]);
  expect(ticks([-1, 1])).toEqual([-1, -0.5, 0, 0.5, 1]);
  expect(ticks([1, 3], true)).toEqual([1, 2, 3]);
  expect(airy([2, 2])).toEqual([1.8, 2.2]);
  expect(numberText(-0.00012345)).toBe("−1.23e−4");
});

test("the numbers at an axis fit beside it, however large they are", () => {
  expect([0, -2, 0.25, 20000].map(tickText)).toEqual(["0", "−2", "0.25", "20000"]);
  expect([1e6, -2.5e7, 1e-5].map(tickText)).toEqual(["1e6", "−2.5e7", "1e−5"]);
});

test("time runs from left to right, one row a unit", () => {
  expect([...turned(floats([1, 3, 2], 1, 2, 3, 4, 5, 6), 0)]).toEqual([1, 3, 5, 2, 4, 6]);
});

test("what might stand at a place is said with its probability", () => {
  render(<ViewOf reading={TOKENS} label="T" />);
  expect(screen.getByText("90.0 %")).toBeTruthy();
});

test("what might stand at another place is seen by a click on its token", () => {
  const choices = [[{ token: "c", probability: 0.9 }], [{ token: "d", probability: 0.4 }]];
  const reading = { ...TOKENS, facts: { ...TOKENS.facts, choices } };
  render(<ViewOf reading={reading} label="T" />);
  expect(screen.queryByText("40.0 %")).toBeNull();
  fireEvent.click(screen.getByRole("button", { name: "b" }));
  expect(screen.getByText("40.0 %")).toBeTruthy();
});

test("powers of ten on a logarithmic axis, never more than six", () => {
  expect(powers([0.5, 200])).toEqual([1, 10, 100]);
  expect(powers([1e-14, 1]).length).toBeLessThanOrEqual(6);
});

test("a name that is too long keeps its number", () => {
  expect(shortened("Linear 2", 8)).toBe("Linear 2");
  expect(shortened("Transformer block 2", 9)).toBe("Transf… 2");
  expect(shortened("horizontal", 6)).toBe("horiz…");
});
