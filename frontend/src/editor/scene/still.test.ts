import { beforeEach, expect, test } from "vitest";

import { positionsOf, type Positions } from "../../project/graph";
import { drawnAt, redo, undo, untracked, useProject } from "../../store/project";
import { freshStores, given } from "../../testing/stores";
import { catalogueOf, entryOf, projectOf } from "../../testing/values";
import { addLayer, addLayerAnywhere, swapLayer } from "./addLayer";
import type { CardSize } from "./layout";
import { placed } from "./layout";
import { sceneOf } from "./scene";

const ACTIVATION = { elementwise: true, sort: "activation" };
const ENTRIES = [
  entryOf("input", {}, { max_inputs: 0 }),
  entryOf("linear"),
  entryOf("tanh", {}, ACTIVATION),
  entryOf("relu", {}, ACTIVATION),
  entryOf("add", {}, { max_inputs: 16, sort: "join" }),
  entryOf("concat", {}, { max_inputs: 16, sort: "join" }),
  entryOf("output"),
];
const EDITS = 500;

/** The same pseudo-random numbers from 0 to 1 at every run. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32;
  };
}

/** What the canvas does: draws all cards, and writes down the places that it found. */
class DrawnCanvas {
  places: Positions = {};
  constructor(private readonly random: () => number) {}

  draw(): Positions {
    const { file } = useProject.getState();
    const scene = sceneOf(file, null, (type) => ENTRIES.find((entry) => entry.type === type));
    const own = positionsOf(file);
    const isEdited = Object.keys(own).length > 0;
    // Cards are as large as their pictures, and these change with every answer of the check.
    const sizes = new Map(scene.drawing.cards.map(({ id }) => [id, this.size(isEdited)]));
    const all = placed(scene.drawing, own, (id) => sizes.get(id), scene);
    this.places = Object.fromEntries(
      scene.drawing.cards.map(({ id }) => [id, all[id] ?? ([NaN, NaN] as const)]),
    );
    if (isEdited) untracked(() => useProject.getState().move(this.places));
    return this.places;
  }

  private size(isEdited: boolean): CardSize {
    if (!isEdited) return { width: 111, height: 161 };
    return { width: 104 + 150 * this.random(), height: 90 + 200 * this.random() };
  }
}

beforeEach(() => {
  freshStores();
  given({ catalogue: catalogueOf({ layers: ENTRIES }), drawing: projectOf() });
});

test.each([1, 2, 3])("over 500 random edits no card moves that was not touched (%i)", (seed) => {
  const random = numbers(seed);
  const one = <T>(items: readonly T[]): T | undefined => items[Math.floor(random() * items.length)];
  const canvas = new DrawnCanvas(random);
  const leave = drawnAt(() => canvas.places);
  const type = () => one(ENTRIES)?.type ?? "linear";
  const node = () => one(useProject.getState().file.network.nodes)?.id ?? "";
  const point = () => ({ x: 1000 * random(), y: 600 * random() });
  const edits: (() => unknown)[] = [
    () => addLayerAnywhere(type()),
    () => addLayer(type(), { kind: "canvas", ...point() }),
    () => addLayer(type(), { kind: "card", id: node(), last: node() }),
    () => {
      const edge = one(useProject.getState().file.network.edges);
      if (edge)
        addLayer(type(), { kind: "wire", id: "", edge: { ...edge, handle: 0 }, at: point() });
    },
    () => useProject.getState().removeNodes([node(), node()], true),
    () => useProject.getState().connect({ source: node(), target: node(), handle: 0 }),
    () => swapLayer(node(), type()),
    () => useProject.getState().duplicate([node(), node()]),
    () => useProject.getState().select({ nodes: [node()] }),
    undo,
    redo,
  ];
  let before = canvas.draw();
  for (let at = 0; at < EDITS; at += 1) {
    one(edits)?.();
    const now = canvas.draw();
    for (const id of Object.keys(now)) {
      if (before[id]) expect(now[id], `card ${id} after edit ${at}`).toEqual(before[id]);
    }
    before = now;
    if (useProject.getState().file.network.nodes.length <= 40) continue;
    useProject.getState().load(projectOf());
    before = canvas.draw();
  }
  leave();
});
