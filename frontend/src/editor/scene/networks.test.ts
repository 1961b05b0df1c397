import { expect, test } from "vitest";

import { inputNames, networksOf } from "./networks";

function drawing(layers: Record<string, string>, wires: readonly [string, string, number?][]) {
  const nodes = Object.entries(layers).map(([id, type]) => ({
    id,
    layer: { type },
    trainable: true,
  }));
  const edges = wires.map(([source, target, handle = 0]) => ({ source, target, handle }));
  return { network: { nodes, edges } };
}

const GAN = drawing(
  { x: "input", z: "noise", g: "linear", s: "real_or_fake", d: "linear", y: "output" },
  [
    ["z", "g"],
    ["x", "s"],
    ["g", "s", 1],
    ["s", "d"],
    ["d", "y"],
  ],
);

test("what leads to the generated samples is the generator, what follows the switch the discriminator", () => {
  const networks = networksOf(GAN);
  expect(Object.fromEntries(networks?.of ?? [])).toEqual({
    z: "generator",
    g: "generator",
    d: "discriminator",
    y: "discriminator",
  });
  expect(networks).toMatchObject({ switch: "s", generated: "g" });
});

test("without a switch there is one network", () => {
  expect(networksOf(drawing({ x: "input", y: "output" }, [["x", "y"]]))).toBeNull();
});

test("the switch names its inputs", () => {
  expect(inputNames("real_or_fake")).toEqual(["real", "generated"]);
  expect(inputNames("add")).toEqual([]);
});
