import { expect, test } from "vitest";

import type { EdgeFile } from "../api/types";
import { skipsOf } from "./skips";

function network(types: Record<string, string>, ...wires: readonly string[]) {
  const nodes = Object.entries(types).map(([id, type]) => ({
    id,
    layer: { type },
    trainable: true,
  }));
  const edges = wires.map((wire): EdgeFile => {
    const [source = "", target = "", handle = "0"] = wire.split(/[>:]/);
    return { source, target, handle: Number(handle) };
  });
  return { nodes, edges };
}

test("a wire around layers to a sum is a residual one, and to a concatenation a skip", () => {
  const types = { x: "input", h: "linear", t: "tanh", s: "add", c: "concat", y: "output" };
  const wires = ["x>h", "h>t", "x>s", "t>s:1", "s>c", "h>c:1", "c>y"];
  expect(Object.fromEntries(skipsOf(network(types, ...wires)))).toEqual({
    "x>s:0": "residual",
    "h>c:1": "skip",
  });
});

test("branches that meet are no way around, and neither are two wires from one layer", () => {
  const types = { x: "input", a: "linear", b: "linear", s: "add" };
  expect(skipsOf(network(types, "x>a", "x>b", "a>s", "b>s:1")).size).toBe(0);
  expect(skipsOf(network(types, "a>s", "a>s:1")).size).toBe(0);
});

test("a circle and wires from nowhere are no trouble", () => {
  const ring = network({ a: "linear", s: "add" }, "a>s", "s>a", "gone>s:1");
  expect(skipsOf(ring).size).toBe(0);
});
