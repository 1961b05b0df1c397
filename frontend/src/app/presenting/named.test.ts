import { expect, it } from "vitest";

import { namedIn, type NameableCard } from "./named";

const card = (id: string, type: string, ...titles: string[]): NameableCard => ({
  id,
  type,
  titles,
  network: null,
});
const SPIRAL = [
  card("x", "input", "Input"),
  card("a", "linear", "Linear", "Tanh"),
  card("b", "linear", "Linear", "Tanh"),
  card("c", "linear", "Linear", "Tanh"),
  card("y", "output", "Output"),
];
const VIEWS = [
  { id: "output", title: "Output" },
  { id: "loss", title: "Loss" },
  { id: "inside 1", title: "The line" },
  { id: "gradients", title: "Gradient flow by layer" },
];
const cardsIn = (words: string, cards = SPIRAL) => namedIn(words, cards, VIEWS).cards;
const viewsIn = (words: string) => namedIn(words, SPIRAL, VIEWS).views;

it("counts the layers", () => {
  const words =
    "The first layer can only draw straight borders. The second bends them by mixing, the third winds them.";
  expect(cardsIn(words)).toEqual(["a", "b", "c"]);
  expect(cardsIn("Watch the second layer.")).toEqual(["b"]);
  expect(cardsIn("Watch the first seconds again.")).toEqual([]);
  const counted = namedIn("The second bends them.", SPIRAL, VIEWS, "The first layer draws lines.");
  expect(counted.cards).toEqual(["b"]);
});

it("knows a layer by its title, by its kind and by its network", () => {
  const cards = [
    card("x", "input", "Input"),
    card("c", "conv2d", "Conv2d", "ReLU"),
    card("p", "max_pool2d", "MaxPool2d"),
    { ...card("d", "linear", "Linear"), network: "discriminator" },
    card("y", "output", "Output"),
  ];
  expect(cardsIn("A convolution finds a stroke; pooling counts.", cards)).toEqual(["c", "p"]);
  expect(cardsIn("Put a MaxPool2d behind it.", cards)).toEqual(["p"]);
  expect(cardsIn("Leave the discriminator as it is.", cards)).toEqual(["d"]);
  expect(cardsIn("Each step teaches the judge a little.", cards)).toEqual(["d"]);
  expect(cardsIn("The output puts it together.", cards)).toEqual(["y"]);
  expect(cardsIn("What it outputs is a relucant guess.", cards)).toEqual([]);
});

it("knows a view by its title or by what it shows, the title first", () => {
  expect(viewsIn("Play: The line, below, swings for ever.")).toEqual(["inside 1"]);
  expect(viewsIn("The loss falls along the line.")).toEqual(["inside 1", "loss"]);
  expect(viewsIn("Look at the gradient flow.")).toEqual(["gradients"]);
  expect(viewsIn("The output puts the spiral together.")).toEqual([]);
});
