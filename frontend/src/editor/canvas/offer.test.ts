import { expect, test } from "vitest";

import { entryOf } from "../../testing/values";
import { offered } from "./offer";

const LAYERS = [
  entryOf("input", {}, { title: "Input", max_inputs: 0 }),
  entryOf("linear", {}, { title: "Linear", aliases: ["Dense"], group: "Core" }),
  entryOf("relu", {}, { title: "ReLU", group: "Activation" }),
  entryOf("output", {}, { title: "Output", group: "Core" }),
];
const types = (search: string, input: number | null) =>
  offered(LAYERS, search, { card: "h", input }).map(({ type }) => type);

test("a wire from an output is offered no layer without inputs", () => {
  expect(types("", null)).toEqual(["linear", "relu", "output"]);
});

test("a wire into an input is not offered the end of the network", () => {
  expect(types("", 0)).toEqual(["input", "linear", "relu"]);
});

test("layers are found by title, other names and group", () => {
  expect(types("dense", null)).toEqual(["linear"]);
  expect(types("core", null)).toEqual(["linear", "output"]);
  expect(types("nothing", null)).toEqual([]);
});

test("without a search a few of every group are offered, with one at most 32", () => {
  const many = Array.from({ length: 60 }, (_, at) =>
    entryOf(`l${at}`, {}, { group: `g${at % 3}` }),
  );
  expect(offered(many, "", null)).toHaveLength(12);
  expect(offered(many, "l", null)).toHaveLength(32);
});
