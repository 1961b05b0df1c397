import { expect, test } from "vitest";

import { normalise } from "../../project/graph";
import { branchesFor } from "./branches";

const isElementwise = (type: string) => type === "relu";

/** x → c1 relu1 → c2 relu2 → c3 → y, and from relu1 also → c4. */
const CHAIN = "x>c1 c1>relu1 relu1>c2 c2>relu2 relu2>c3 c3>y relu1>c4";
const TYPES: Readonly<Record<string, string>> = { x: "input", y: "output" };

const FILE = normalise({
  network: {
    nodes: ["x", "c1", "relu1", "c2", "relu2", "c3", "y", "c4"].map((id) => ({
      id,
      layer: { type: TYPES[id] ?? (id.startsWith("relu") ? "relu" : "conv2d") },
      trainable: true,
    })),
    edges: CHAIN.split(" ").map((words) => {
      const [source = "", target = ""] = words.split(">");
      return { source, target, handle: 0 };
    }),
  },
});

const branches = (...chosen: string[]) => branchesFor(FILE, chosen, isElementwise);

test("of a single card, its output and what came into it", () => {
  expect(branches("c3")).toEqual(["c3", "relu2"]);
});

test("a folded activation stands for its card", () => {
  expect(branches("relu2")).toEqual(["relu2", "relu1"]);
  expect(branches("c2", "relu2")).toEqual(["relu2", "relu1"]);
});

test("of several cards, all of them", () => {
  expect(branches("c4", "c3")).toEqual(["c3", "c4"]);
});

test("of the output, what leads to it", () => {
  expect(branches("y")).toEqual(["c3", "relu2"]);
});

test("raw data do not skip, and what is gone joins nothing", () => {
  expect(branches("c1")).toEqual(["relu1"]);
  expect(branches("gone")).toEqual([]);
});
