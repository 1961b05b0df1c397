import { expect, it } from "vitest";

import type { Frame, Reading } from "../../api/reading";
import { EMPTY } from "../cards/layouts";
import { floats } from "../../testing/readings";
import type { CardPicture, PickContext } from "../cards/picture";
import type { HoveredPart } from "../scene/state";
import { cellUnder, rectsOf } from "./pick";

const TILE = { x: 0, y: 0, width: 40, height: 40 };
const MAPS: CardPicture = { ...EMPTY, kind: "maps", tiles: [TILE, { ...TILE, x: 50 }], total: 2 };
const NODES = { card: "a", last: "a" };

function part(kind: string, more: Partial<HoveredPart> = {}): HoveredPart {
  const box = {} as DOMRect;
  return { kind, ...NODES, isBeside: false, index: 1, across: 0.6, down: 0.3, box, ...more };
}

function frame(reading: Reading): Frame {
  return { run: "r", probe: "p", step: 1, epoch: 0, readings: [reading] };
}

function context(reading?: Reading, into?: readonly number[]): PickContext {
  const tokens: Reading = {
    kind: "vector",
    path: "before",
    facts: {},
    tensors: { values: floats([into?.length ?? 0], ...(into ?? [])) },
  };
  return {
    ...NODES,
    frames: [reading && frame(reading)],
    sample: { index: 0, of: "test" },
    vocab: ["x", "y", "z"],
    source: "before",
    newest: () => (into ? frame(tokens) : undefined),
  };
}

/** The context of a picture of gates, for all of these steps and units. */
function gates(steps: number, units: number): PickContext {
  const values = floats([2, steps, units]);
  return context({ kind: "states", path: "a", facts: { names: ["i", "c"] }, tensors: { values } });
}

function heads(steps: number): PickContext {
  const values = floats([1, steps, steps]);
  const facts = { tokens: [], causal: false };
  return context({ kind: "attention", path: "a", facts, tensors: { values } });
}

function table(rows: number, columns: number, into: readonly number[]): PickContext {
  const values = floats([rows, columns]);
  return context({ kind: "matrix", path: "a.weight", facts: {}, tensors: { values } }, into);
}

it("finds the number under the pointer", () => {
  expect(cellUnder(part("maps"), [2, 8, 4], context())).toEqual([1, 2, 2]);
  expect(cellUnder(part("maps", { across: 1, down: 1 }), [2, 8, 4], context())).toEqual([1, 7, 3]);
  expect(cellUnder(part("filters", { isBeside: true }), [2, 8, 4], context())).toEqual([1, 4, 2]);
  expect(cellUnder(part("cells"), [5], context())).toEqual([1]);
  expect(cellUnder(part("matrix"), [10], context())).toEqual([3]);
  expect(cellUnder(part("sequence"), [10, 5], context())).toEqual([6, 1]);
  expect(cellUnder(part("encoding"), [10, 5], context())).toEqual([6, 1]);
  expect(cellUnder(part("tokens"), [10], context())).toEqual([1]);
  expect(cellUnder(part("scatter"), [2], context())).toBeNull();
});

it("finds the unit and the step under a gate, though only some of the units are shown", () => {
  expect(cellUnder(part("states"), [20, 128], gates(20, 64))).toEqual([12, 19]);
  expect(cellUnder(part("states"), [128], gates(20, 64))).toEqual([19]);
  expect(cellUnder(part("states"), [20, 128], context())).toBeNull();
});

it("finds the step that looks on an attention map, and the step that took a row of a table", () => {
  expect(cellUnder(part("attention"), [10, 48], heads(10))).toEqual([3, 0]);
  const taken = table(10, 5, [7, 3, 3]);
  expect(cellUnder(part("matrix"), [3, 5], taken)).toEqual([1, 3]);
  expect(cellUnder(part("matrix", { down: 0 }), [3, 5], taken)).toBeNull();
});

it("finds the likeliest token at a place, where one is asked for", () => {
  const answers = context({
    kind: "tokens",
    path: "",
    tensors: { values: floats([2]) },
    facts: {
      tokens: ["x", "y"],
      meaning: "probability",
      choices: [null, [{ token: "z", probability: 0.7 }]],
      truth: null,
    },
  });
  expect(cellUnder(part("expected"), [2, 3], answers)).toEqual([1, 2]);
  expect(cellUnder(part("hidden", { index: 0 }), [2, 3], answers)).toBeNull();
});

it("outlines a step and unit in every gate, a looking step, and rows of a table", () => {
  const one = [
    [2, 2],
    [3, 3],
  ] as const;
  expect(rectsOf({ ...MAPS, kind: "states" }, one, [10, 8], gates(10, 4))).toEqual([
    { x: 8, y: 30, width: 4, height: 10 },
    { x: 58, y: 30, width: 4, height: 10 },
  ]);
  const hidden = [
    [2, 2],
    [7, 7],
  ] as const;
  expect(rectsOf({ ...MAPS, kind: "states" }, hidden, [10, 8], gates(10, 4))).toEqual([]);
  const single = { ...MAPS, tiles: [TILE] };
  expect(rectsOf({ ...single, kind: "attention" }, one, [4, 8], heads(4))).toEqual([
    { x: 0, y: 20, width: 40, height: 10 },
  ]);
  expect(rectsOf({ ...single, kind: "matrix" }, one, [3, 10], table(4, 10, [0, 0, 1]))).toEqual([
    { x: 12, y: 10, width: 4, height: 10 },
  ]);
});

it("finds the place of a block on every map that shows it", () => {
  const block = [
    [0, 5],
    [-1, 1],
    [2, 4],
  ] as const;
  expect(rectsOf(MAPS, block, [6, 8, 8], context())).toEqual([
    { x: 10, y: -5, width: 15, height: 15 },
    { x: 60, y: -5, width: 15, height: 15 },
  ]);
  const empty = [
    [0, 0],
    [1, 0],
    [2, 4],
  ] as const;
  expect(rectsOf(MAPS, empty, [6, 8, 8], context())).toEqual([]);
  expect(rectsOf(MAPS, [[0, 0]], [6, 8, 8], context())).toEqual([]);
});
