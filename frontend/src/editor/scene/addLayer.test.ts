import { beforeEach, describe, expect, test } from "vitest";

import { positionsOf } from "../../project/graph";
import { undo, useProject } from "../../store/project";
import { freshStores } from "../../testing/stores";
import { projectOf } from "../../testing/values";
import { addLayer, addLayerAnywhere } from "./addLayer";

beforeEach(() => {
  freshStores();
  useProject.getState().load(projectOf());
});

const wires = () =>
  useProject.getState().file.network.edges.map(({ source, target }) => `${source}>${target}`);
const select = (nodes: string[], edges: string[] = []) =>
  useProject.getState().select({ nodes, edges });

describe("a layer that is dropped", () => {
  test("on a wire is put between its ends", () => {
    const edge = { source: "x", target: "h", handle: 0 };
    const id = addLayer("tanh", { kind: "wire", id: "x>h:0", edge });
    expect(wires()).toEqual(expect.arrayContaining([`x>${id}`, `${id}>h`, "h>y"]));
    expect(wires()).not.toContain("x>h");
  });

  test("on a card follows the card's last node", () => {
    const id = addLayer("tanh", { kind: "card", id: "h", last: "h" });
    expect(wires()).toEqual(expect.arrayContaining(["x>h", `h>${id}`, `${id}>y`]));
  });

  test("on the free canvas stands with its middle under the pointer, wired to nothing", () => {
    const id = addLayer("tanh", { kind: "canvas", x: 200, y: 90 });
    expect(positionsOf(useProject.getState().file)[id]).toEqual([148, 90]);
    expect(wires()).toEqual(["x>h", "h>y"]);
  });

  test("on a wire without room stands clear of the cards beside it", () => {
    const edge = { source: "x", target: "h", handle: 0 };
    const taken = [{ left: 0, right: 112, top: -80, bottom: 80 }];
    const place = { kind: "wire", id: "x>h:0", edge, at: { x: 140, y: 0 } } as const;
    const id = addLayer("tanh", place, taken);
    const at = positionsOf(useProject.getState().file)[id];
    expect(at?.[0]).toBe(88);
    expect(Math.abs(at?.[1] ?? 0)).toBeGreaterThan(160);
  });

  test("is selected alone, and one undo takes it back", () => {
    const before = useProject.getState().file;
    const id = addLayer("tanh", { kind: "canvas", x: 0, y: 0 });
    expect(useProject.getState().selection).toEqual({ nodes: [id], edges: [] });
    undo();
    expect(useProject.getState().file.network).toEqual(before.network);
  });

  test("on a layer of its sort takes its place", () => {
    const id = addLayer("gru", { kind: "card", id: "h", last: "h", swaps: "h" });
    expect(id).toBe("h");
    expect(useProject.getState().file.network.nodes[1]?.layer.type).toBe("gru");
    expect(wires()).toEqual(["x>h", "h>y"]);
  });
});

describe("a layer that is added without pointing", () => {
  test("goes onto the selected wire", () => {
    select([], ["h>y:0"]);
    const id = addLayerAnywhere("tanh");
    expect(wires()).toEqual(expect.arrayContaining([`h>${id}`, `${id}>y`]));
  });

  test("goes behind the node that was selected last", () => {
    select(["h", "x"]);
    const id = addLayerAnywhere("tanh");
    expect(wires()).toEqual(expect.arrayContaining([`x>${id}`, `${id}>h`]));
  });

  test("goes before the output where nothing is selected", () => {
    const id = addLayerAnywhere("tanh");
    expect(wires()).toEqual(expect.arrayContaining([`h>${id}`, `${id}>y`]));
  });

  test("overlooks a selected wire that is gone", () => {
    select([], ["gone>y:0"]);
    const id = addLayerAnywhere("tanh");
    expect(wires()).toContain(`${id}>y`);
  });

  test("stands alone on an empty canvas", () => {
    useProject.getState().load(projectOf({ network: { nodes: [], edges: [] } }));
    const id = addLayerAnywhere("input");
    expect(useProject.getState().file.network.nodes.map((node) => node.id)).toEqual([id]);
    expect(wires()).toEqual([]);
  });
});
