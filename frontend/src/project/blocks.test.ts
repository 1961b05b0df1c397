import { expect, test } from "vitest";

import type { BlockFile, ProjectFile } from "../api/types";
import {
  blocksAmong,
  blocksOf,
  fold,
  foldAll,
  forgetBlock,
  freeName,
  noBlock,
  renameBlock,
  reusable,
  setFolded,
  withBlocks,
} from "./blocks";
import {
  addFragment,
  appendAfter,
  fragmentOf,
  insertOnEdge,
  normalise,
  removeNodes,
} from "./graph";

function block(name: string, ...nodes: string[]): BlockFile {
  return { name, nodes, folded: true };
}

/** Layers a, b, c … in a row. */
function row(count: number, ...blocks: readonly BlockFile[]): ProjectFile {
  const ids = Array.from({ length: count }, (_, at) => String.fromCodePoint(97 + at));
  const nodes = ids.map((id) => ({ id, layer: { type: "linear" }, trainable: true }));
  const edges = ids.slice(1).map((target, at) => ({ source: ids[at] ?? "", target, handle: 0 }));
  const file = normalise({ network: { nodes, edges } });
  return blocks.length > 0 ? withBlocks(file, blocks) : file;
}

const names = (file: ProjectFile) => blocksOf(file).map(({ name }) => name);
const nodesOf = (file: ProjectFile) => blocksOf(file).map(({ nodes }) => nodes.join(""));

test("a file says version 2 only while it has blocks", () => {
  const file = row(4);
  expect(file.torchground).toBe(1);
  const folded = fold(file, ["c", "b"], "Middle");
  expect(folded.torchground).toBe(2);
  expect(folded.blocks).toEqual([block("Middle", "b", "c")]);
  expect(folded.network).toBe(file.network);
  expect(forgetBlock(folded, 0).torchground).toBe(1);
  expect(withBlocks({ ...file, torchground: 9 }, []).torchground).toBe(9);
});

test("a block is inside another one or beside it", () => {
  const file = row(6, block("A", "b", "c"));
  expect(noBlock(file, ["a", "b", "c"])).toBeNull();
  expect(noBlock(file, ["d", "e"])).toBeNull();
  expect(noBlock(file, ["b"])).toBeNull();
  expect(noBlock(file, ["b", "c"])).toMatch("the block “A” already");
  expect(noBlock(file, ["a", "b"])).toMatch("all of it or nothing");
  expect(noBlock(file, [])).toMatch("Choose");
  expect(fold(file, ["a", "b"], "B")).toBe(file);
});

test("blocks that cannot be shown are left out, and the file keeps them for the check", () => {
  const bad = [
    block("A", "b", "c", "c", "gone"),
    block("same", "c", "b"),
    block("across", "c", "d"),
    block("nowhere", "gone"),
    "text",
    null,
    { name: 3, nodes: ["d"] },
    { name: "no list", nodes: "d" },
    block("D", "d"),
  ] as readonly BlockFile[];
  const file = row(5, ...bad);
  expect(blocksOf(file).map(({ name, at, nodes }) => [name, at, nodes.join("")])).toEqual([
    ["A", 0, "bc"],
    ["D", 8, "d"],
  ]);
  expect(setFolded(file, 0, false).blocks).toHaveLength(bad.length);
  expect(blocksOf({ ...file, blocks: "all" as unknown as BlockFile[] })).toEqual([]);
  expect(removeNodes(file, ["c"], true).network.nodes).toHaveLength(4);
});

test("a block is folded, unfolded, named and forgotten", () => {
  const file = row(4, block("A", "a", "b"), block("B", "c", "d"));
  expect(blocksOf(setFolded(file, 1, false)).map(({ folded }) => folded)).toEqual([true, false]);
  expect(names(renameBlock(file, 1, "  Head  "))).toEqual(["A", "Head"]);
  expect(names(renameBlock(file, 1, " "))).toEqual(["A", "Block"]);
  expect([...(names(renameBlock(file, 1, "😀".repeat(99)))[1] ?? "")]).toHaveLength(60);
  expect(names(forgetBlock(file, 0))).toEqual(["B"]);
  expect(freeName(file, "A")).toBe("A 2");
  expect(freeName(file, "C")).toBe("C");
});

test("a layer that is added between layers of a block is in the block", () => {
  const file = row(5, block("A", "b", "c", "d"), block("B", "b", "c"));
  const onWire = (source: string, target: string) =>
    nodesOf(insertOnEdge(file, { source, target, handle: 0 }, "new", { type: "tanh" }));
  expect(onWire("b", "c")).toEqual(["bcdnew", "bcnew"]);
  expect(onWire("c", "d")).toEqual(["bcdnew", "bc"]);
  expect(onWire("d", "e")).toEqual(["bcd", "bc"]);
  const after = (id: string) => nodesOf(appendAfter(file, id, "new", { type: "tanh" }));
  expect(after("b")).toEqual(["bcdnew", "bcnew"]);
  expect(after("d")).toEqual(["bcd", "bc"]);
});

test("removing layers removes them from blocks, and what is left of a block stays", () => {
  const file = row(5, block("A", "b", "c", "d"), block("B", "b", "c"));
  expect(nodesOf(removeNodes(file, ["c"], true))).toEqual(["bd", "b"]);
  expect(nodesOf(removeNodes(file, ["d"], true))).toEqual(["bc"]);
  const none = removeNodes(file, ["b", "c", "d"], true);
  expect(none.blocks).toEqual([]);
  expect(none.torchground).toBe(1);
});

test("a copy of a block is a block of the same name with layers of its own", () => {
  const file = row(4, block("A", "b", "c"), block("in A", "c"));
  const fragment = fragmentOf(file, ["b", "c"]);
  const pasted = addFragment(file, fragment, [40, 40]);
  expect(names(pasted.file)).toEqual(["A", "in A", "A", "in A"]);
  expect(blocksOf(pasted.file)[2]?.nodes).toEqual(pasted.ids);
  expect(reusable(pasted.file).map(({ at }) => at)).toEqual([0, 1]);
  expect(fragmentOf(file, ["b", "d"]).blocks).toEqual([]);
  expect(blocksAmong(file, ["c", "d"]).map(({ name }) => name)).toEqual(["in A"]);
});

test("a block can be pasted into a drawing that has none of its layers", () => {
  const fragment = fragmentOf(row(4, block("A", "b", "c")), ["a", "b", "c"]);
  const { file, ids } = addFragment(row(0), fragment, [0, 0]);
  expect(blocksOf(file)[0]?.nodes).toEqual(ids.slice(1));
  expect(file.torchground).toBe(2);
});

test("what was found is folded as far as it fits", () => {
  const file = row(6, block("A", "b", "c"));
  const made = foldAll(file, [block("B", "a", "b"), block("C", "d", "e"), block("D", "e", "d")]);
  expect(names(made)).toEqual(["A", "C"]);
});

test("200 layers are folded, unfolded and pasted ten times without a loss", () => {
  const ids = Array.from({ length: 200 }, (_, at) => `n${at}`);
  const nodes = ids.map((id) => ({ id, layer: { type: "linear" }, trainable: true }));
  let file = fold(normalise({ network: { nodes, edges: [] } }), ids, "All");
  file = setFolded(setFolded(file, 0, false), 0, true);
  const fragment = fragmentOf(file, ids);
  for (let time = 1; time <= 10; time += 1) file = addFragment(file, fragment, [40, 0]).file;
  expect(file.network.nodes).toHaveLength(2200);
  expect(new Set(file.network.nodes.map(({ id }) => id)).size).toBe(2200);
  expect(blocksOf(file)).toHaveLength(11);
  expect(blocksOf(file).every(({ nodes: own }) => own.length === 200)).toBe(true);
});
