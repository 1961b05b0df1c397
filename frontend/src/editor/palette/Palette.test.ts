import { expect, test } from "vitest";

import type { CatalogueEntry } from "../../api/types";
import { foundGroups, grouped } from "./Palette";

function entry(type: string, group: string, help = ""): CatalogueEntry {
  const schema = { properties: {} };
  return { type, title: type, group, help, formula: "", source: "", schema, defaults: {} };
}

const LAYERS = [
  entry("lstm", "Sequence", "Remembers over many steps with gates."),
  entry("conv2d", "Convolution"),
  entry("relu", "Activation"),
  entry("point", "Surface"),
  entry("linear", "Core"),
];

test("groups stand in the order in which they are learned, unknown ones last", () => {
  expect(grouped(LAYERS).map(([group]) => group)).toEqual([
    "Core",
    "Activation",
    "Convolution",
    "Sequence",
    "Surface",
  ]);
});

test("what suits the data stands right behind the first group", () => {
  const groups = grouped(LAYERS, ["Sequence"]).map(([group]) => group);
  expect(groups.slice(0, 3)).toEqual(["Core", "Sequence", "Activation"]);
});

test("what was found stands once, the group of the best first", () => {
  const found = [{ type: "conv2d" }, { type: "lstm", bidirectional: true }, { type: "lstm" }];
  expect(foundGroups(found, LAYERS)).toEqual([
    ["Convolution", [LAYERS[1]]],
    ["Sequence", [LAYERS[0]]],
  ]);
});
