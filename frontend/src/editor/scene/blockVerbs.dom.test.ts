import { beforeEach, describe, expect, test } from "vitest";

import type { ProjectFile } from "../../api/types";
import { blocksOf } from "../../project/blocks";
import { useMessages } from "../../store/messages";
import { undo, redo, useProject } from "../../store/project";
import { freshStores, given } from "../../testing/stores";
import { catalogueOf, entryOf, projectOf } from "../../testing/values";
import {
  addAgain,
  addBlock,
  blockDragId,
  draggedBlock,
  foldChosen,
  foldRepeats,
  forget,
  repeatsIn,
  setBlockFolded,
  unfoldChosen,
} from "./blockVerbs";
import { useEditor } from "./state";

const ENTRIES = [
  entryOf("input", {}, { title: "Input", max_inputs: 0 }),
  entryOf("linear", {}, { title: "Linear" }),
  entryOf("tanh", {}, { title: "Tanh", elementwise: true }),
  entryOf("output", {}, { title: "Output" }),
];

/** Linear layers with activations in a row: n1 and n2, n3 and n4, … */
function row(count: number, types: readonly string[] = ["linear", "tanh"]): ProjectFile {
  const all = ["input", ...Array.from({ length: count }, () => types).flat(), "output"];
  const nodes = all.map((type, at) => ({ id: `n${at}`, layer: { type }, trainable: true }));
  const edges = nodes.slice(1).map(({ id }, at) => ({ source: `n${at}`, target: id, handle: 0 }));
  return projectOf({ network: { nodes, edges } });
}

const file = () => useProject.getState().file;
const select = (...nodes: string[]) => useProject.getState().select({ nodes, edges: [] });
const folds = () => blocksOf(file()).map(({ name, folded }) => `${name} ${folded}`);
const messages = () => useMessages.getState().messages.map(({ sentence }) => sentence);

beforeEach(() => {
  freshStores();
  given({ catalogue: catalogueOf({ layers: ENTRIES }), drawing: row(4) });
});

describe("folding", () => {
  test("chosen layers become a block that is open to be named, and one undo takes it back", () => {
    select("n1", "n2", "n3", "n4");
    const before = file();
    foldChosen();
    expect(folds()).toEqual(["Linear + Tanh true"]);
    expect(useEditor.getState().inspected).toBe("n1");
    expect(file().network).toBe(before.network);
    undo();
    expect(file()).toBe(before);
    redo();
    expect(folds()).toEqual(["Linear + Tanh true"]);
  });

  test("what cannot be a block is said in a sentence and changes nothing", () => {
    foldChosen();
    expect(messages().at(-1)).toMatch("Choose the layers");
    select("n1", "n2");
    foldChosen();
    select("n2", "n3");
    const before = file();
    foldChosen();
    expect(messages().at(-1)).toMatch("all of it or nothing");
    select("n1", "n2");
    foldChosen();
    expect(messages().at(-1)).toMatch("already");
    expect(file()).toBe(before);
  });

  test("an unfolded block is folded again by the same key", () => {
    select("n1", "n2");
    foldChosen();
    expect(unfoldChosen()).toBe(true);
    expect(folds()).toEqual(["Linear + Tanh false"]);
    expect(unfoldChosen()).toBe(false);
    foldChosen();
    expect(folds()).toEqual(["Linear + Tanh true"]);
  });

  test("folding and unfolding again and again is undone step by step", () => {
    select("n1", "n2");
    foldChosen();
    for (let time = 0; time < 5; time += 1) setBlockFolded(0, time % 2 === 1);
    expect(folds()).toEqual(["Linear + Tanh false"]);
    for (let time = 0; time < 5; time += 1) undo();
    expect(folds()).toEqual(["Linear + Tanh true"]);
    setBlockFolded(9, true);
    forget(9);
    expect(folds()).toEqual(["Linear + Tanh true"]);
  });

  test("a block that is forgotten leaves its layers", () => {
    select("n1", "n2");
    foldChosen();
    forget(0);
    expect(blocksOf(file())).toEqual([]);
    expect(file().network.nodes).toHaveLength(10);
    expect(file().torchground).toBe(1);
  });
});

describe("what repeats", () => {
  test("is found and folded as one step, and then nothing is left to fold", () => {
    expect(repeatsIn(file())).toHaveLength(1);
    foldRepeats();
    expect(folds()).toEqual(["Linear + Tanh true"]);
    expect(blocksOf(file())[0]?.nodes).toHaveLength(8);
    expect(repeatsIn(file())).toHaveLength(0);
    foldRepeats();
    expect(messages().at(-1)).toMatch("Nothing repeats");
    undo();
    expect(folds()).toEqual([]);
  });

  test("a part of several cards is a block of its own inside", () => {
    useProject.getState().load(row(3, ["linear", "tanh", "linear"]));
    foldRepeats();
    expect(blocksOf(file()).map(({ nodes }) => nodes.length)).toEqual([9, 3, 3, 3]);
  });
});

describe("using a block again", () => {
  test("adds a copy behind the chosen card, else before the output", () => {
    select("n1", "n2");
    foldChosen();
    const [block] = blocksOf(file());
    if (!block) throw new Error("no block");
    addAgain(block);
    const edges = () => file().network.edges.map(({ source, target }) => `${source}>${target}`);
    expect(edges()).toEqual(expect.arrayContaining(["n2>linear1", "linear1>tanh1", "tanh1>n3"]));
    expect(useProject.getState().selection.nodes).toEqual(["linear1", "tanh1"]);
    undo();
    select();
    addAgain(block);
    expect(edges()).toEqual(expect.arrayContaining(["n8>linear1", "tanh1>n9"]));
  });

  test("a dragged block goes where it is dropped", () => {
    select("n1", "n2");
    foldChosen();
    const [block] = blocksOf(file());
    if (!block) throw new Error("no block");
    expect(draggedBlock(blockDragId(block))).toEqual(block);
    expect(draggedBlock("linear")).toBeUndefined();
    addBlock(block, { kind: "canvas", x: 10, y: 20 });
    expect(file().network.edges).toHaveLength(10);
    addBlock(block, { kind: "card", id: "n3", last: "n4" });
    addBlock(block, { kind: "wire", id: "", edge: { source: "n6", target: "n7", handle: 0 } });
    expect(blocksOf(file())).toHaveLength(4);
  });
});
