import { expect, test } from "vitest";

import { entryOf, projectOf } from "../../testing/values";
import { allPlaces, boxOfNode, placeAt, placeName, type CardBox } from "./places";
import { sceneOf, type Scene } from "./scene";

/** An input, a linear layer and an output in a row, with gaps of 100 pixels. */
const BOXES: Readonly<Record<string, CardBox>> = {
  x: { x: 0, y: 0, width: 100, height: 100 },
  h: { x: 200, y: 0, width: 100, height: 100 },
  y: { x: 400, y: 0, width: 100, height: 100 },
};
const boxOf = (card: string) => BOXES[card];
const TITLES: Readonly<Record<string, string>> = { input: "Input", linear: "Linear" };
const SCENE = sceneOf(projectOf(), null, (type) =>
  entryOf(type, {}, { title: TITLES[type] ?? "" }),
);
const BUNDLED: Scene = { ...SCENE, wired: new Set(["x>h:0"]) };

test("inside a card a layer goes behind the card's last node", () => {
  expect(placeAt(SCENE, boxOf, 250, 50)).toEqual({ kind: "card", id: "h", last: "h" });
});

test.each([
  ["its left upper corner", 200, 0],
  ["its right lower corner", 300, 100],
])("the rim of a card belongs to it: %s", (_, x, y) => {
  expect(placeAt(SCENE, boxOf, x, y)).toMatchObject({ kind: "card", id: "h" });
});

test("near a wire a layer goes onto it, and the wire is told as the project has it", () => {
  expect(placeAt(SCENE, boxOf, 150, 60)).toEqual({
    kind: "wire",
    id: "x>h:0",
    at: { x: 150, y: 60 },
    edge: { source: "x", target: "h", handle: 0 },
  });
});

test("out of reach of every wire a layer stands on the free canvas where it was dropped", () => {
  expect(placeAt(SCENE, boxOf, 150, 80)).toEqual({ kind: "canvas", x: 150, y: 80 });
});

test("left of the first card there is no wire, however near its height", () => {
  expect(placeAt(SCENE, boxOf, -20, 50)).toEqual({ kind: "canvas", x: -20, y: 50 });
});

test("a bundle of weights is hit between its outermost wires, where a single wire is out of reach", () => {
  expect(placeAt(SCENE, boxOf, 150, 95).kind).toBe("canvas");
  expect(placeAt(BUNDLED, boxOf, 150, 95)).toMatchObject({ kind: "wire", id: "x>h:0" });
});

test("of two wires within reach the nearer one is meant", () => {
  const project = projectOf({
    network: {
      nodes: ["a", "b", "c"].map((id) => ({ id, layer: { type: "linear" }, trainable: true })),
      edges: [
        { source: "a", target: "b", handle: 0 },
        { source: "a", target: "c", handle: 0 },
      ],
    },
  });
  const boxes: Readonly<Record<string, CardBox>> = {
    a: { x: 0, y: 0, width: 50, height: 40 },
    b: { x: 200, y: 0, width: 50, height: 40 },
    c: { x: 200, y: 60, width: 50, height: 40 },
  };
  const scene = sceneOf(project, null, () => undefined);
  const at = (y: number) => placeAt(scene, (card) => boxes[card], 180, y);
  expect(at(24)).toMatchObject({ id: "a>b:0" });
  expect(at(70)).toMatchObject({ id: "a>c:0" });
});

test("a wire that leads back to the left is hit half way between its ends", () => {
  const turned = (card: string) => (card === "x" ? { ...BOXES["y"]!, x: 600 } : BOXES[card]);
  expect(placeAt(SCENE, turned, 350, 50)).toMatchObject({ kind: "wire" });
});

test("a wire around a card is hit where it is drawn", () => {
  const project = projectOf();
  const skip = { source: "x", target: "y", handle: 1 };
  const { nodes, edges } = project.network;
  const skipping = { ...project, network: { nodes, edges: [...edges, skip] } };
  const scene = sceneOf(skipping, null, () => undefined);
  expect(placeAt(scene, boxOf, 250, -16)).toMatchObject({ id: "x>y:1" });
  expect(placeAt(scene, boxOf, 250, 130).kind).toBe("canvas");
});

test("cards that are not laid out yet are nowhere", () => {
  expect(placeAt(SCENE, () => undefined, 250, 50)).toEqual({ kind: "canvas", x: 250, y: 50 });
  expect(allPlaces(SCENE, () => undefined)).toEqual([]);
});

test("the keyboard walks over cards and wires from left to right", () => {
  const names = allPlaces(SCENE, boxOf).map(({ place, x, y }) => [placeName(place, SCENE), x, y]);
  expect(names).toEqual([
    ["after Input", 50, 50],
    ["on the wire from Input to Linear", 150, 50],
    ["after Linear", 250, 50],
    ["on the wire from Linear to output", 350, 50],
    ["after output", 450, 50],
  ]);
});

test("the free canvas has a name too, and a card that is gone is called by its id", () => {
  expect(placeName({ kind: "canvas", x: 1, y: 2 }, SCENE)).toBe("on the free canvas");
  expect(placeName({ kind: "card", id: "gone", last: "gone" }, SCENE)).toBe("after gone");
});

test("a node has a box when the browser measured it", () => {
  const node = (measured: object) =>
    ({ measured, internals: { positionAbsolute: { x: 3, y: 4 } } }) as Parameters<
      typeof boxOfNode
    >[0];
  expect(boxOfNode(node({ width: 10, height: 20 }))).toEqual({ x: 3, y: 4, width: 10, height: 20 });
  expect(boxOfNode(node({ width: 10, height: 0 }))).toBeUndefined();
  expect(boxOfNode(node({}))).toBeUndefined();
  expect(boxOfNode(undefined)).toBeUndefined();
});
