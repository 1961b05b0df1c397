import { ReactFlow } from "@xyflow/react";
import { expect, test } from "vitest";

import { renderInEditor } from "../../testing/editor";
import { entryOf, projectOf } from "../../testing/values";
import type { Box } from "../scene/rows";
import { sceneOf } from "../scene/scene";
import { NetworkFrames } from "./NetworkFrames";

const TYPES = { z: "noise", g: "linear", s: "real_or_fake", d: "linear", y: "output" };
const WIRES: readonly [string, string, number][] = [
  ["z", "g", 0],
  ["g", "s", 1],
  ["s", "d", 0],
  ["d", "y", 0],
];
const box = (left: number, top = 0): Box => ({ left, right: left + 100, top, bottom: top + 100 });
const BOXES = new Map(Object.keys(TYPES).map((id, at) => [id, box(200 * at)]));

function frames(boxes: ReadonlyMap<string, Box>, isTwo = true) {
  const nodes = Object.entries(TYPES)
    .filter(([id]) => isTwo || id !== "s")
    .map(([id, type]) => ({ id, layer: { type }, trainable: true }));
  const edges = WIRES.map(([source, target, handle]) => ({ source, target, handle }));
  const scene = sceneOf(projectOf({ network: { nodes, edges } }), null, (type) => entryOf(type));
  renderInEditor(
    <ReactFlow>
      <NetworkFrames scene={scene} boxes={boxes} />
    </ReactFlow>,
  );
  return (name: string) => document.querySelector(`[data-network=${name}]`);
}

test("one network alone has no frame", () => {
  expect(frames(BOXES, false)("generator")).toBeNull();
});

test("two networks have a frame around their cards each, and their names over the first", () => {
  const network = frames(BOXES);
  expect(network("generator")?.querySelectorAll("rect")).toHaveLength(2);
  expect(network("discriminator")?.querySelectorAll("rect")).toHaveLength(2);
  const name = network("discriminator")?.querySelector("text");
  expect([name?.textContent, name?.getAttribute("x")]).toEqual(["discriminator", "600"]);
});

test("frames are joined along wires to the right", () => {
  const ahead = frames(BOXES);
  expect(ahead("generator")?.querySelector("polygon")?.getAttribute("points")).toBe(
    "100,-12 200,-12 200,112 100,112",
  );
});

test("frames are not joined along wires that lead back", () => {
  const back = frames(new Map([...BOXES, ["z", box(900, 300)]]));
  expect(back("generator")?.querySelector("polygon")).toBeNull();
});

test("cards that are not laid out yet have no frame", () => {
  expect(frames(new Map())("generator")).toBeNull();
});
