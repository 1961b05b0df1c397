import { describe, expect, test } from "vitest";

import type { ProjectFile } from "../../api/types";
import { fold, setFolded } from "../../project/blocks";
import { place, positionsOf, type Positions } from "../../project/graph";
import { entryOf, projectOf } from "../../testing/values";
import { refolded, withInside } from "./folding";
import { cardSize, placed, tidied } from "./layout";
import { sceneOf, type Scene } from "./scene";

const ENTRIES = [
  entryOf("input", {}, { max_inputs: 0 }),
  entryOf("linear"),
  entryOf("tanh", {}, { elementwise: true }),
  entryOf("add", {}, { max_inputs: 16 }),
  entryOf("output"),
];

function sceneIn(file: ProjectFile): Scene {
  return sceneOf(file, null, (type) => ENTRIES.find((entry) => entry.type === type));
}

/** `count` linear layers with activations in a row, between an input and an output. */
function row(count: number): ProjectFile {
  const types = [
    "input",
    ...Array.from({ length: count }, () => ["linear", "tanh"]).flat(),
    "output",
  ];
  const nodes = types.map((type, at) => ({ id: `n${at}`, layer: { type }, trainable: true }));
  const edges = nodes.slice(1).map(({ id }, at) => ({ source: `n${at}`, target: id, handle: 0 }));
  return projectOf({ network: { nodes, edges } });
}

/** Cards at these places. */
function at(file: ProjectFile, places: Positions): ProjectFile {
  return place(file, places);
}

function tidy(file: ProjectFile): ProjectFile {
  const scene = sceneIn(file);
  return place(file, tidied(scene.drawing, sizes(scene), scene));
}

function sizes(scene: Scene) {
  return (id: string) => {
    const face = scene.faces.get(id);
    return face && cardSize(face);
  };
}

/** Folds or unfolds, with the places that follow. */
function then(file: ProjectFile, next: ProjectFile): ProjectFile {
  return place(next, refolded(sceneIn(file), sceneIn(next), positionsOf(file)));
}

function overlaps(file: ProjectFile): string[] {
  const scene = sceneIn(file);
  const places = placed(scene.drawing, positionsOf(file), sizes(scene), scene);
  const boxes = scene.drawing.cards.map(({ id }) => {
    const [left, y] = places[id] ?? [0, 0];
    const { width, height } = sizes(scene)(id) ?? { width: 0, height: 0 };
    return { id, left, right: left + width, top: y - height / 2, bottom: y + height / 2 };
  });
  return boxes.flatMap((a, first) =>
    boxes
      .slice(first + 1)
      .filter((b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom)
      .map((b) => `${a.id} ${b.id}`),
  );
}

const MIDDLE = ["n3", "n4", "n5", "n6"];
const HAND: Positions = {
  n0: [0, 0],
  n1: [200, 0],
  n3: [400, 10],
  n5: [600, -10],
  n7: [800, 0],
  n9: [1000, 0],
};

describe("places when a block is folded", () => {
  test("a drawing that lays itself out needs none", () => {
    const file = row(4);
    expect(refolded(sceneIn(file), sceneIn(fold(file, MIDDLE, "B")), {})).toEqual({});
  });

  test("a drawing that stands tidy stays tidy, folded and unfolded again", () => {
    const file = tidy(row(4));
    const folded = then(file, fold(file, MIDDLE, "B"));
    const scene = sceneIn(folded);
    const wanted = tidied(scene.drawing, sizes(scene), scene);
    for (const { id } of scene.drawing.cards) expect(positionsOf(folded)[id]).toEqual(wanted[id]);
    const open = then(folded, setFolded(folded, 0, false));
    expect(positionsOf(open)).toMatchObject(positionsOf(file));
  });

  test("what stands right of it comes closer, and goes back when it unfolds", () => {
    const file = at(row(4), HAND);
    const folded = then(file, fold(file, MIDDLE, "B"));
    const { n0, n1, n3, n7 } = positionsOf(folded);
    expect([n0, n1, n3]).toEqual([HAND["n0"], HAND["n1"], HAND["n3"]]);
    expect(n7?.[0]).toBeLessThan(800);
    expect(overlaps(folded)).toEqual([]);
    const open = then(folded, setFolded(folded, 0, false));
    expect(positionsOf(open)).toEqual(positionsOf(file));
  });

  test("cards in another row stay where they are", () => {
    const file = at(row(4), { ...HAND, n9: [900, 600] });
    expect(positionsOf(then(file, fold(file, MIDDLE, "B")))["n9"]).toEqual([900, 600]);
  });

  test("layers that were never placed are laid out where the block stood", () => {
    const folded = fold(row(4), MIDDLE, "B");
    const file = at(folded, { n0: [0, 0], n1: [200, 0], n3: [400, 0], n7: [600, 0], n9: [810, 0] });
    const open = then(file, setFolded(file, 0, false));
    const { n3, n5, n7 } = positionsOf(open);
    expect(n3?.[0]).toBe(400);
    expect(n5?.[0]).toBeGreaterThan(500);
    expect(n7?.[0]).toBeGreaterThan(n5?.[0] ?? Infinity);
    expect(overlaps(open)).toEqual([]);
  });
});

test("what is inside a folded block moves along with its card", () => {
  const file = at(fold(row(4), MIDDLE, "B"), HAND);
  const before = positionsOf(file);
  const { drawing } = sceneIn(file);
  const after = withInside(drawing, before, { ...before, n3: [450, 110] });
  expect(after["n5"]).toEqual([650, 90]);
  expect(after["n7"]).toEqual(before["n7"]);
});
