import { describe, expect, it } from "vitest";

import type { ProjectFile } from "../api/types";
import * as graph from "./graph";

/** x → h1 → a1 → y, 200 apart. */
const CHAIN = graph.normalise({
  title: "chain",
  network: {
    nodes: [
      { id: "x", layer: { type: "input" }, trainable: true },
      { id: "h1", layer: { type: "linear", out_features: 8 }, trainable: true },
      { id: "a1", layer: { type: "tanh" }, trainable: true },
      { id: "y", layer: { type: "output" }, trainable: true },
    ],
    edges: [
      { source: "x", target: "h1", handle: 0 },
      { source: "h1", target: "a1", handle: 0 },
      { source: "a1", target: "y", handle: 0 },
    ],
  },
  view: { positions: { x: [0, 0], h1: [200, 0], a1: [400, 0], y: [600, 0] } },
});

function wires(file: ProjectFile): string[] {
  return file.network.edges.map(graph.edgeId).sort();
}

function ids(file: ProjectFile): string[] {
  return file.network.nodes.map((node) => node.id);
}

describe("a node that joins branches", () => {
  it("takes the place after the end of a branch, and leaves the start of the skip connection alone", () => {
    const file = graph.joinBranches(CHAIN, ["h1", "a1"], "sum", { type: "add" });
    expect(wires(file)).toEqual(["a1>sum:0", "h1>a1:0", "h1>sum:1", "sum>y:0", "x>h1:0"]);
  });

  it("joins branches that lie beside one another", () => {
    const beside = graph.connect(graph.addNode(CHAIN, "h2", { type: "linear" }), {
      source: "x",
      target: "h2",
      handle: 0,
    });
    const file = graph.joinBranches(beside, ["a1", "h2"], "sum", { type: "add" });
    expect(wires(file)).toEqual(["a1>sum:0", "h1>a1:0", "h2>sum:1", "sum>y:0", "x>h1:0", "x>h2:0"]);
  });
});

describe("normalise", () => {
  it("fills in what may be left out and keeps what it does not know", () => {
    const file = graph.normalise(
      JSON.parse(
        '{"network": {"nodes": [{"id": "x", "layer": {"type": "input"}}], "edges": [{"source": "x", "target": "y"}]}, "strange": 1}',
      ) as Partial<ProjectFile>,
    );
    expect(file).toMatchObject({ title: "Untitled", training: { epochs: 100 }, strange: 1 });
    expect(file.training).not.toHaveProperty("batch_size"); // it follows from the data
    expect(file.network.edges[0]?.handle).toBe(0);
    expect(file.network.nodes[0]?.trainable).toBe(true);
  });
});

describe("nodes", () => {
  it("get short ids that nobody has", () => {
    const one = graph.addNode(CHAIN, graph.newId(CHAIN, "linear"), { type: "linear" });
    expect(graph.newId(CHAIN, "linear")).toBe("linear1");
    expect(graph.newId(CHAIN, "torchground_example.maxout")).toBe("maxout1");
    expect(graph.newId(one, "linear")).toBe("linear2");
  });

  it("are put on a wire, and no other card moves", () => {
    const edge = { source: "h1", target: "a1", handle: 0 };
    const file = graph.insertOnEdge(CHAIN, edge, "new", { type: "dropout" }, [300, 90]);
    expect(wires(file)).toEqual(["a1>y:0", "h1>new:0", "new>a1:0", "x>h1:0"]);
    expect(graph.positionsOf(file)).toEqual({ ...graph.positionsOf(CHAIN), new: [300, 90] });
  });

  it("leave their place to the layer that was drawn in their card", () => {
    const { x, h1, y } = graph.positionsOf(CHAIN);
    const folded = graph.setView(CHAIN, { positions: { x, h1, y } });
    expect(graph.positionsOf(graph.removeNodes(folded, ["h1"], true))["a1"]).toEqual([200, 0]);
  });

  it("are appended before what came next", () => {
    const file = graph.appendAfter(CHAIN, "a1", "new", { type: "linear" });
    expect(wires(file)).toEqual(["a1>new:0", "h1>a1:0", "new>y:0", "x>h1:0"]);
  });

  it("are put before the output, not behind it", () => {
    const file = graph.appendAfter(CHAIN, "y", "new", { type: "linear" });
    expect(wires(file)).toContain("new>y:0");
    expect(wires(file)).toContain("a1>new:0");
  });

  it("leave a healed chain when they are removed, several at once too", () => {
    const healed = graph.removeNodes(CHAIN, ["h1", "a1"], true);
    expect(wires(healed)).toEqual(["x>y:0"]);
    expect(ids(healed)).toEqual(["x", "y"]);
    expect(graph.positionsOf(healed)).toEqual({ x: [0, 0], y: [600, 0] });
    expect(wires(graph.removeNodes(CHAIN, ["h1"], false))).toEqual(["a1>y:0"]);
  });

  it("are copied with the wires between them", () => {
    const fragment = graph.fragmentOf(CHAIN, ["h1", "a1"]);
    const { file, ids: added } = graph.addFragment(CHAIN, fragment, [40, 40]);
    expect(added).toEqual(["linear1", "tanh1"]);
    expect(wires(file)).toContain("linear1>tanh1:0");
    expect(graph.positionsOf(file)["linear1"]).toEqual([240, 40]);
    expect(graph.nodeOf(file, "linear1")?.layer).toEqual({ type: "linear", out_features: 8 });
  });
});

describe("wires", () => {
  it("make way for one that ends in the same handle", () => {
    const file = graph.connect(CHAIN, { source: "x", target: "a1", handle: 0 });
    expect(wires(file)).toEqual(["a1>y:0", "x>a1:0", "x>h1:0"]);
  });

  it("know a ring before it is closed", () => {
    expect(graph.closesRing(CHAIN, "y", "x")).toBe(true);
    expect(graph.closesRing(CHAIN, "x", "y")).toBe(false);
    expect(graph.closesRing(CHAIN, "h1", "h1")).toBe(true);
  });

  it("find the first free handle", () => {
    const file = graph.connect(CHAIN, { source: "x", target: "y", handle: 1 });
    expect(graph.freeHandle(file, "y")).toBe(2);
    expect(graph.freeHandle(file, "x")).toBe(0);
  });
});

describe("applyFix", () => {
  it("inserts a layer", () => {
    const fixed = graph.applyFix(CHAIN, {
      action: "insert_layer",
      title: "Insert Flatten",
      edge: { source: "x", target: "h1", handle: 0 },
      layer: { type: "flatten" },
    });
    expect(wires(fixed)).toContain("flatten1>h1:0");
  });

  it("sets a field, or removes it with null", () => {
    const place = ["network", "nodes", 1, "layer", "out_features"];
    const title = "Make it 4";
    const fixed = graph.applyFix(CHAIN, { action: "set_field", title, place, value: 4 });
    expect(graph.nodeOf(fixed, "h1")?.layer["out_features"]).toBe(4);
    const both = graph.applyFix(CHAIN, {
      action: "set_fields",
      title,
      fields: [
        { action: "set_field", title, place, value: 5 },
        { action: "set_field", title, place: ["title"], value: "padded" },
      ],
    });
    expect(graph.nodeOf(both, "h1")?.layer["out_features"]).toBe(5);
    expect(both.title).toBe("padded");
    const removed = graph.applyFix(CHAIN, { action: "set_field", title, place, value: null });
    expect(graph.nodeOf(removed, "h1")?.layer).toEqual({ type: "linear" });
    expect(graph.nodeOf(CHAIN, "h1")?.layer["out_features"]).toBe(8);
  });

  it("changes nothing where the place is gone or strange", () => {
    for (const place of [
      ["network", "nodes", 9, "layer"],
      ["__proto__", "x"],
      ["title", "x"],
    ]) {
      const fix = { action: "set_field", title: "", place, value: 1 } as const;
      expect(graph.applyFix(CHAIN, fix)).toEqual(CHAIN);
    }
    expect(Object.prototype).not.toHaveProperty("x");
  });

  it("adds and removes nodes and wires", () => {
    const edge = { source: "x", target: "a1", handle: 0 };
    expect(wires(graph.applyFix(CHAIN, { action: "add_edge", title: "", edge }))).toContain(
      "x>a1:0",
    );
    const gone = CHAIN.network.edges[0] ?? edge;
    const cut = graph.applyFix(CHAIN, { action: "remove_edge", title: "", edge: gone });
    expect(wires(cut)).toEqual(["a1>y:0", "h1>a1:0"]);
    const less = graph.applyFix(CHAIN, { action: "remove_node", title: "", node: "a1" });
    expect(wires(less)).toEqual(["h1>y:0", "x>h1:0"]);
    const layer = { type: "output" };
    const more = graph.applyFix(CHAIN, { action: "add_node", title: "", layer, source: "h1" });
    expect(wires(more)).toContain("h1>output1:0");
  });
});
