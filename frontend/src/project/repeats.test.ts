import { expect, test } from "vitest";

import type { EdgeFile, NodeFile, ProjectFile } from "../api/types";
import { branchByBranch } from "./order";
import { blocksFor, nameFor, repeatsOf, timesIn } from "./repeats";

type Network = ProjectFile["network"];

function node(id: string, type: string, fields: object = {}): NodeFile {
  return { id, layer: { type, ...fields }, trainable: true };
}

function wire(source: string, target: string, handle = 0): EdgeFile {
  return { source, target, handle };
}

/** A row of layers, each wired to the next. */
function row(...layers: readonly (readonly [string, object?])[]): Network {
  const nodes = layers.map(([type, fields], at) => node(`${type}${at}`, type, fields));
  const edges = nodes.slice(1).map(({ id }, at) => wire(nodes[at]?.id ?? "", id));
  return { nodes, edges };
}

/** Residual blocks: a linear layer and an activation, and a wire around both. */
function residual(count: number): Network {
  const nodes = [node("x", "input"), node("in", "linear", { out_features: 8 })];
  const edges = [wire("x", "in")];
  let before = "in";
  for (let at = 1; at <= count; at += 1) {
    nodes.push(node(`h${at}`, "linear", { out_features: 8 }), node(`t${at}`, "tanh"));
    nodes.push(node(`s${at}`, "add"));
    edges.push(wire(before, `h${at}`), wire(`h${at}`, `t${at}`));
    edges.push(wire(before, `s${at}`), wire(`t${at}`, `s${at}`, 1));
    before = `s${at}`;
  }
  nodes.push(node("y", "output"));
  return { nodes, edges: [...edges, wire(before, "y")] };
}

const isNoActivation = ({ layer }: NodeFile) => layer.type !== "tanh";

test("parts that repeat are found, with the wires around them", () => {
  const [found, ...others] = repeatsOf(residual(30), isNoActivation);
  expect(others).toEqual([]);
  expect(found?.parts).toHaveLength(30);
  expect(found?.parts[0]).toEqual(["h1", "t1", "s1"]);
  expect(found?.parts[29]).toEqual(["h30", "t30", "s30"]);
});

test("a part begins with a layer and not with the activation behind it", () => {
  const layers = [["input"], ["linear", { out_features: 3 }], ["tanh"]] as const;
  const pairs = Array.from({ length: 5 }, () => [["linear"], ["tanh"]] as const).flat();
  const [found] = repeatsOf(row(...layers, ...pairs, ["output"]), isNoActivation);
  expect(found?.parts).toHaveLength(5);
  expect(found?.parts[0]).toEqual(["linear3", "tanh4"]);
});

test("a part with another layer, another field or another wire ends the repeat", () => {
  const { nodes, edges } = residual(9);
  const set = (id: string, layer: NodeFile["layer"]) =>
    nodes.map((one) => (one.id === id ? { ...one, layer } : one));
  const lengths = (network: Network) =>
    repeatsOf(network, isNoActivation).map(({ parts }) => parts.length);
  expect(lengths({ nodes, edges })).toEqual([9]);
  expect(lengths({ nodes: set("t4", { type: "relu" }), edges })).toEqual([3, 5]);
  expect(lengths({ nodes: set("h4", { type: "linear", out_features: 9 }), edges })).toEqual([3, 5]);
  const cut = edges.filter(({ source, target }) => source !== "s3" || target !== "s4");
  expect(lengths({ nodes, edges: cut })).toEqual([3, 5]);
});

test("what is read at a glance is no repeat", () => {
  expect(repeatsOf(row(["input"], ["linear"], ["linear"], ["output"]))).toEqual([]);
  expect(repeatsOf({ nodes: [], edges: [] })).toEqual([]);
});

test("a network with a circle has an order too", () => {
  const { nodes, edges } = row(["input"], ["linear"], ["linear"]);
  const ring = { nodes, edges: [...edges, wire("linear2", "linear1")] };
  expect(branchByBranch(ring)).toHaveLength(3);
  expect(repeatsOf(ring)).toEqual([]);
});

test("200 nodes are searched in a blink", () => {
  const before = performance.now();
  expect(repeatsOf(residual(65), isNoActivation)[0]?.parts).toHaveLength(65);
  expect(performance.now() - before).toBeLessThan(1000);
});

test("how often a part repeats follows from its nodes", () => {
  const network = residual(8);
  const [found] = repeatsOf(network, isNoActivation);
  const all = found?.parts.flat() ?? [];
  expect(timesIn(network, all)).toBe(8);
  expect(timesIn(network, all.slice(3))).toBe(7);
  expect(timesIn(network, all.slice(1))).toBe(1);
  expect(timesIn(network, ["h1"])).toBe(1);
});

test("a repeat becomes one block, and each of its parts of several cards one inside it", () => {
  const repeat = {
    parts: [
      ["a", "b"],
      ["c", "d"],
    ],
  };
  expect(blocksFor(repeat, "Block", () => 1)).toHaveLength(1);
  const [all, ...parts] = blocksFor(repeat, "Block", (ids) => ids.length);
  expect(all?.nodes).toEqual(["a", "b", "c", "d"]);
  expect(parts.map(({ nodes }) => nodes)).toEqual(repeat.parts);
});

test("a part is named after what is in it", () => {
  const titleOf = ({ layer }: NodeFile) => layer.type.toUpperCase();
  const named = (...types: readonly string[]) => {
    const network = row(...types.map((type) => [type] as const));
    return nameFor(
      network,
      network.nodes.map(({ id }) => id),
      titleOf,
    );
  };
  expect(named("layer_norm", "multihead_attention", "add")).toBe("Transformer block");
  expect(named("linear", "tanh", "add")).toBe("Residual block");
  expect(named("conv2d", "relu")).toBe("Convolution block");
  expect(named("linear", "tanh")).toBe("LINEAR + TANH");
  expect(named("linear", "tanh", "dropout")).toBe("Block");
});
