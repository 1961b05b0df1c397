import { describe, expect, test } from "vitest";

import type { BlockFile, EdgeFile, ProjectFile } from "../../api/types";
import { withBlocks } from "../../project/blocks";
import { checked, entryOf, problemAt, projectOf } from "../../testing/values";
import { swapping } from "./places";
import { sceneOf } from "./scene";

const ENTRIES = [
  entryOf("input", {}, { max_inputs: 0, title: "Input" }),
  entryOf("linear", {}, { title: "Linear" }),
  entryOf("tanh", {}, { elementwise: true, title: "Tanh", sort: "activation" }),
  entryOf("relu", {}, { elementwise: true, title: "ReLU", sort: "activation" }),
  entryOf("add", {}, { max_inputs: 16, title: "Add" }),
  entryOf("output", {}, { title: "Output" }),
];

function block(name: string, folded: boolean, ...nodes: string[]): BlockFile {
  return { name, nodes, folded };
}

/** Three residual blocks in a row. */
function residual(...blocks: readonly BlockFile[]): ProjectFile {
  const types: Record<string, string> = { x: "input", in: "linear" };
  const wires = ["x>in"];
  let before = "in";
  for (const at of [1, 2, 3]) {
    Object.assign(types, { [`h${at}`]: "linear", [`t${at}`]: "tanh", [`s${at}`]: "add" });
    wires.push(`${before}>h${at}`, `h${at}>t${at}`, `${before}>s${at}`, `t${at}>s${at}:1`);
    before = `s${at}`;
  }
  const nodes = Object.entries({ ...types, y: "output" }).map(([id, type]) => ({
    id,
    layer: { type },
    trainable: true,
  }));
  const edges = [...wires, `${before}>y`].map((wire): EdgeFile => {
    const [source = "", target = "", handle = "0"] = wire.split(/[>:]/);
    return { source, target, handle: Number(handle) };
  });
  return withBlocks(projectOf({ network: { nodes, edges } }), blocks);
}

const PARTS = [1, 2, 3].map((at) => [`h${at}`, `t${at}`, `s${at}`]);
const ALL = block("Residual block", true, ...PARTS.flat());
const EACH = PARTS.map((part) => block("Residual block", true, ...part));

function sceneIn(file: ProjectFile, report = checked({ nodes: {} })) {
  return sceneOf(file, report, (type) => ENTRIES.find((entry) => entry.type === type));
}

function cardsIn(file: ProjectFile): string[] {
  return sceneIn(file).drawing.cards.map(({ id, nodes }) => `${id}:${nodes.length}`);
}

describe("folded blocks", () => {
  test("a block is one card that says how often its part repeats", () => {
    const { drawing, faces } = sceneIn(residual(ALL));
    expect(drawing.cards.map(({ id }) => id)).toEqual(["x", "in", "h1", "y"]);
    expect(drawing.cards[2]).toMatchObject({ id: "h1", last: "s3", block: { times: 3 } });
    expect(faces.get("h1")?.titles).toEqual(["Residual block × 3"]);
    expect(faces.get("h1")?.line).toMatch("9 layers");
    expect(faces.get("h1")?.name).toMatch("Block Residual block × 3, 9 layers");
    expect(faces.get("h1")?.pictured).toEqual({ card: "s3", last: "s3" });
    expect(drawing.cardOf.get("t2")).toBe("h1");
  });

  test("unfolded it shows the blocks inside it, in a frame, and these can be unfolded too", () => {
    const open = { ...ALL, folded: false };
    expect(cardsIn(residual(open, ...EACH))).toEqual([
      "x:1",
      "in:1",
      "h1:3",
      "h2:3",
      "h3:3",
      "y:1",
    ]);
    const [one, ...others] = EACH;
    const file = residual(open, { ...(one as BlockFile), folded: false }, ...others);
    expect(cardsIn(file)).toEqual(["x:1", "in:1", "h1:2", "s1:1", "h2:3", "h3:3", "y:1"]);
    const { frames } = sceneIn(file).drawing;
    expect(frames.map(({ at, depth, times, cards }) => [at, depth, times, cards])).toEqual([
      [0, 0, 3, ["h1", "s1", "h2", "h3"]],
      [1, 1, 1, ["h1", "s1"]],
    ]);
  });

  test("an open block inside a folded one has no frame", () => {
    const { frames } = sceneIn(residual(ALL, { ...(EACH[0] as BlockFile), folded: false })).drawing;
    expect(frames).toEqual([]);
  });

  test("two wires from one layer into a block are drawn once, and lead to the same input", () => {
    const { drawing, faces } = sceneIn(residual(...EACH));
    expect(drawing.wires.map(({ id, port }) => `${id} ${port}`)).toEqual([
      "x>in:0 0",
      "in>h1:0 0",
      "s1>h2:0 0",
      "s2>h3:0 0",
      "s3>y:0 0",
    ]);
    expect(faces.get("h1")?.num_inputs).toBe(1);
  });

  test("the inputs of a block are those of the layers inside that are wired from outside", () => {
    const scene = sceneIn(residual(block("B", true, "t2", "s2")));
    const [into, across] = [scene.faces.get("t2")?.card.block?.ends, scene.drawing.wires];
    expect(into).toEqual([
      { target: "t2", handle: 0 },
      { target: "s2", handle: 0 },
    ]);
    expect(across.filter(({ target }) => target === "t2").map(({ port }) => port)).toEqual([0, 1]);
  });

  test("an activation outside a block is not drawn on the card of the block", () => {
    expect(cardsIn(residual(block("B", true, "h1")))).toContain("h1:1");
    expect(cardsIn(residual(block("B", true, "h1")))).toContain("t1:1");
  });

  test("a layer that is dropped on a block goes behind it and takes no place inside", () => {
    const scene = sceneIn(residual(ALL));
    const place = { kind: "card", id: "h1", last: "s3" } as const;
    expect(swapping(place, scene, "relu", () => "activation")).toBe(place);
  });

  test("the problems of all layers inside are on its card", () => {
    const report = checked({
      nodes: {},
      problems: [problemAt("a", "No.", { node: "t2" }), problemAt("b", "No.", { node: "in" })],
    });
    expect(sceneIn(residual(ALL), report).faces.get("h1")?.problems).toHaveLength(1);
  });

  test("a block of everything, of one layer and of loose layers can be drawn", () => {
    const everything = residual();
    const ids = everything.network.nodes.map(({ id }) => id);
    expect(cardsIn(withBlocks(everything, [block("All", true, ...ids)]))).toEqual(["x:12"]);
    expect(cardsIn(residual(block("One", true, "t1")))).toContain("t1:1");
    const loose = { ...everything, network: { ...everything.network, edges: [] } };
    expect(cardsIn(withBlocks(loose, [block("Some", true, "x", "y")]))).toContain("x:2");
  });
});
