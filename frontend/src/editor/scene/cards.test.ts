import { expect, test } from "vitest";

import type { EdgeFile, NodeFile } from "../../api/types";
import { drawingOf, unfoldedOf } from "./cards";

const isElementwise = (type: string) => type === "tanh" || type === "dropout";

function file(types: Record<string, string>, wires: readonly string[], view = {}) {
  const nodes: NodeFile[] = Object.entries(types).map(([id, type]) => ({
    id,
    layer: { type },
    trainable: true,
  }));
  const edges = wires.map((wire): EdgeFile => {
    const [source = "", target = "", handle = "0"] = wire.split(/[>:]/);
    return { source, target, handle: Number(handle) };
  });
  return { network: { nodes, edges }, view };
}

const CHAIN = { x: "input", h: "linear", a: "tanh", d: "dropout", y: "output" };
const WIRES = ["x>h", "h>a", "a>d", "d>y"];

test("what works number by number is drawn in the card before it", () => {
  const { cards, wires, cardOf } = drawingOf(file(CHAIN, WIRES), isElementwise);
  expect(cards.map(({ id, last }) => [id, last])).toEqual([
    ["x", "x"],
    ["h", "d"],
    ["y", "y"],
  ]);
  expect(wires.map(({ id, source, target }) => [id, source, target])).toEqual([
    ["x>h:0", "x", "h"],
    ["d>y:0", "h", "y"],
  ]);
  expect(cardOf.get("d")).toBe("h");
});

test("an unfolded layer is a card of its own, and what follows it is folded into it", () => {
  const { cards } = drawingOf(file(CHAIN, WIRES, { unfolded: ["a"] }), isElementwise);
  expect(cards.map(({ id, last }) => [id, last])).toEqual([
    ["x", "x"],
    ["h", "h"],
    ["a", "d"],
    ["y", "y"],
  ]);
});

test("a layer whose numbers go two ways keeps its own card", () => {
  const { cards } = drawingOf(file(CHAIN, [...WIRES, "h>y:1"]), isElementwise);
  expect(cards.map(({ id }) => id)).toEqual(["x", "h", "a", "y"]);
});

test("a ring of activations and wires from nowhere do not trouble it", () => {
  const ring = file({ a: "tanh", b: "tanh" }, ["a>b", "b>a", "gone>a"]);
  const { cards } = drawingOf(ring, isElementwise);
  expect(cards.length).toBeGreaterThan(0);
  expect(cards.flatMap(({ nodes }) => nodes.map(({ id }) => id)).sort()).toEqual(["a", "b"]);
  expect(unfoldedOf({ unfolded: [1, "a"] })).toEqual(["a"]);
  expect(unfoldedOf({ unfolded: "a" })).toEqual([]);
});
