import { describe, expect, test } from "vitest";

import { LONGEST_SEARCH, ranked, type Named } from "./rank";

const named = (title: string, ...aliases: string[]): Named => ({ title, aliases });
const titles = (items: readonly Named[], search: string) =>
  ranked(items, search).map(({ item }) => item.title);

describe("what fits a search comes in this order:", () => {
  const LAYERS = [
    { title: "Flatten", text: "Makes a row for the linear layer behind it." },
    named("LinaerXY"),
    named("Bilinear"),
    named("Soft linear"),
    named("LinearNorm"),
    named("Weighted sum", "Linear"),
    named("Linear"),
  ];

  test("exact title, exact alias, beginning, beginning of a word, inside, text", () => {
    expect(titles(LAYERS, "linear")).toEqual([
      "Linear",
      "Weighted sum",
      "LinearNorm",
      "Soft linear",
      "Bilinear",
      "Flatten",
    ]);
  });

  test("typing errors before a text, but only if no name fits", () => {
    const items = [named("LinaerXY"), { title: "Flatten", text: "For a linear layer." }];
    expect(titles(items, "linear")).toEqual(["LinaerXY", "Flatten"]);
  });

  test("of equals the shorter name first, else their own order", () => {
    const items = [named("Max pool three"), named("Max pool b"), named("Max pool a")];
    expect(titles(items, "max")).toEqual(["Max pool b", "Max pool a", "Max pool three"]);
  });
});

describe("a name is found", () => {
  test.each([
    ["max pool", "MaxPool2d"],
    ["Max-Pooling", "MaxPool2d"],
    ["MAX_POOL_2D", "MaxPool2d"],
    ["pool", "MaxPool2d"],
    ["pool max", "MaxPool2d"],
    ["mxa pooling", "MaxPool2d"],
    ["max pooling layer", "MaxPool2d"],
    ["autoencoders", "Autoencoder"],
    ["auto-encoder", "Autoencoder"],
    ["r2", "R²"],
    ["perez", "Pérez"],
  ])("by %s: %s", (search, title) => {
    const items: Named[] = [
      { title: "MaxPool2d", aliases: ["Max pooling"], sort: "Layer" },
      named("Autoencoder"),
      named("R²"),
      named("Pérez"),
    ];
    expect(titles(items, search)).toEqual([title]);
  });

  test("and it is said which of its names fits", () => {
    const [found] = ranked([named("SiLU", "Swish")], "swi");
    expect(found).toMatchObject({ name: "Swish", fit: "beginning" });
  });
});

describe("nothing is found", () => {
  test.each([[""], ["   "], ["…!?"], ["zzz"]])("for “%s”", (search) => {
    expect(ranked([named("Linear"), named("LSTM")], search)).toEqual([]);
  });

  test("by a typing error in a word of three letters, which is like too many", () => {
    expect(ranked([named("GRU")], "gur")).toEqual([]);
  });
});

test("a search of 10,000 characters is looked for by its beginning", () => {
  const long = "softmax ".repeat(1_250);
  expect(titles([named("Softmax")], long)).toEqual(["Softmax"]);
  expect(titles([named("Softmax")], "x".repeat(10_000))).toEqual([]);
  expect(LONGEST_SEARCH).toBeLessThan(200);
});
