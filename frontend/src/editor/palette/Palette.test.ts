import { expect, test } from "vitest";

import type { CatalogueEntry } from "../../api/types";
import { grouped } from "./Palette";

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
  expect(grouped(LAYERS, "").map(([group]) => group)).toEqual([
    "Core",
    "Activation",
    "Convolution",
    "Sequence",
    "Surface",
  ]);
});

test("what suits the data stands right behind the first group", () => {
  const groups = grouped(LAYERS, "", ["Sequence"]).map(([group]) => group);
  expect(groups.slice(0, 3)).toEqual(["Core", "Sequence", "Activation"]);
});

test("a search looks for names first, and into the help where no name fits", () => {
  expect(grouped(LAYERS, "con")).toEqual([["Convolution", [LAYERS[1]]]]);
  expect(grouped(LAYERS, "gates")).toEqual([["Sequence", [LAYERS[0]]]]);
  expect(grouped(LAYERS, "nothing like it")).toEqual([]);
});

test("a layer is found by the names that other libraries give it", () => {
  const layers = [
    ...LAYERS.slice(0, 4),
    { ...entry("linear", "Core"), aliases: ["Dense", "Fully connected"] },
  ];
  expect(grouped(layers, "dense")).toEqual([["Core", [layers[4]]]]);
  expect(grouped(layers, "con")).toEqual([["Convolution", [layers[1]]]]);
});
