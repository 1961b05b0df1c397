import { expect, test } from "vitest";

import type { ProjectFile } from "../api/types";
import { withCopy } from "./blockCopies";
import { blocksOf, withBlocks, type Block } from "./blocks";
import { normalise, positionsOf } from "./graph";

/** An input, a residual block (a and s), a layer and an output. */
function drawn(): ProjectFile {
  const types = { x: "input", a: "linear", s: "add", h: "linear", y: "output" };
  const nodes = Object.entries(types).map(([id, type]) => ({
    id,
    layer: { type },
    trainable: true,
  }));
  const wires = ["x>a:0", "x>s:0", "a>s:1", "s>h:0", "h>y:0"];
  const edges = wires.map((wire) => {
    const [source = "", target = "", handle = ""] = wire.split(/[>:]/);
    return { source, target, handle: Number(handle) };
  });
  const file = normalise({ network: { nodes, edges } });
  return withBlocks(file, [{ name: "R", nodes: ["a", "s"], folded: false }]);
}

const block = (file: ProjectFile) => blocksOf(file)[0] as Block;

function wiresOf(file: ProjectFile): string[] {
  return file.network.edges
    .map(({ source, target, handle }) => `${source}>${target}:${handle}`)
    .sort();
}

test("a copy behind a layer takes its place in the row, with all its inputs", () => {
  const file = drawn();
  const { file: made, ids, first } = withCopy(file, block(file), { kind: "behind", node: "h" });
  expect(ids).toEqual(["linear1", "add1"]);
  expect(first).toBe("linear1");
  expect(wiresOf(made)).toEqual(
    [
      "x>a:0",
      "x>s:0",
      "a>s:1",
      "s>h:0",
      "h>linear1:0",
      "h>add1:0",
      "linear1>add1:1",
      "add1>y:0",
    ].sort(),
  );
  expect(blocksOf(made).map(({ name, nodes, folded }) => [name, nodes, folded])).toEqual([
    ["R", ["a", "s"], false],
    ["R", ["linear1", "add1"], true],
  ]);
});

test("before the output, where the output is what was chosen", () => {
  const file = drawn();
  const { file: made } = withCopy(file, block(file), { kind: "behind", node: "y" });
  expect(wiresOf(made)).toContain("add1>y:0");
  expect(wiresOf(made)).toContain("h>linear1:0");
  expect(wiresOf(made)).not.toContain("h>y:0");
});

test("on a wire, and at a place of the canvas without wires", () => {
  const file = drawn();
  const edge = { source: "s", target: "h", handle: 0 };
  const onWire = withCopy(file, block(file), { kind: "wire", edge });
  expect(wiresOf(onWire.file)).toEqual(expect.arrayContaining(["s>linear1:0", "add1>h:0"]));
  expect(wiresOf(onWire.file)).not.toContain("s>h:0");
  const loose = withCopy(file, block(file), { kind: "at", at: [40, 50] });
  expect(loose.file.network.edges).toHaveLength(6);
  expect(positionsOf(loose.file)).toEqual({ linear1: [40, 50] });
});

test("ten copies one behind the other are ten blocks of one name", () => {
  let file = drawn();
  for (let time = 0; time < 10; time += 1) {
    file = withCopy(file, block(file), { kind: "behind", node: "y" }).file;
  }
  expect(blocksOf(file)).toHaveLength(11);
  expect(new Set(blocksOf(file).map(({ name }) => name))).toEqual(new Set(["R"]));
  expect(wiresOf(file)).toHaveLength(5 + 10 * 3);
});
