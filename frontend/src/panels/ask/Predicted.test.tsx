import { screen } from "@testing-library/react";
import { beforeEach, expect, test } from "vitest";

import { floats } from "../../testing/readings";
import { render } from "../../testing/render";
import { freshStores, given, measured } from "../../testing/stores";
import { projectOf } from "../../testing/values";
import { inUnit, Predicted } from "./Predicted";

const PROBE = { type: "sample_output", sample: 0, of: "test" };

beforeEach(() => {
  freshStores();
  given({ project: projectOf() });
});

function answered(value: number, target: number | null): void {
  measured(PROBE, {
    kind: "vector",
    path: "",
    tensors: { values: floats([1], value) },
    facts: { sample: 0, of: "test", target, classes: [], meaning: "prediction" },
  });
}

test("the prediction and the truth are numbers in the unit of the target", () => {
  answered(264_123.4, 250_000);
  render(<Predicted probe={PROBE} target="price" />);
  screen.getByText("price");
  screen.getByText("264,100");
  screen.getByText("250,000");
});

test("of a sample that a person made no truth is known", () => {
  answered(1.23456, null);
  render(<Predicted probe={PROBE} target="price" />);
  screen.getByText("1.235");
  expect(screen.queryByText("in truth")).toBeNull();
});

test("before the first answer there is a dash", () => {
  render(<Predicted probe={PROBE} target="price" />);
  screen.getByText("–");
});

test.each([
  [0, "0"],
  [NaN, "NaN"],
  [-0.000123456, "-0.0001235"],
])("%d reads %s", (value, words) => {
  expect(inUnit(value)).toBe(words);
});
