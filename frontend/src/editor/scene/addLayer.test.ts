import { beforeEach, describe, expect, test } from "vitest";

import { positionsOf } from "../../project/graph";
import { undo, useProject } from "../../store/project";
import { freshStores, given } from "../../testing/stores";
import { catalogueOf, entryOf, projectOf } from "../../testing/values";
import { addLayer, addLayerAnywhere } from "./addLayer";
import { useEditor } from "./state";

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

describe("a layer that joins branches", () => {
  const edges = () =>
    useProject
      .getState()
      .file.network.edges.map(({ source, target, handle }) => `${source}>${target}:${handle}`);

  beforeEach(() => {
    const layers = [
      entryOf("add", {}, { sort: "join", max_inputs: 16, title: "Add" }),
      entryOf("relu", {}, { elementwise: true }),
    ];
    given({ catalogue: catalogueOf({ layers }) });
    addLayerAnywhere("linear"); // x → h → linear1 → y
  });

  test("takes the selected card and what came into it, as one step that is said", () => {
    const id = addLayerAnywhere("add");
    expect(edges()).toEqual(
      expect.arrayContaining([`linear1>${id}:0`, `h>${id}:1`, `${id}>y:0`, "h>linear1:0"]),
    );
    expect(useEditor.getState().said).toBe("Add joins linear and linear.");
    undo();
    expect(edges()).toEqual(expect.arrayContaining(["linear1>y:0"]));
    expect(edges()).toHaveLength(3);
  });

  test("takes all selected cards; what came after the last one comes after it", () => {
    addLayerAnywhere("relu");
    select(["h", "relu1"]);
    const id = addLayerAnywhere("add");
    expect(edges()).toEqual(
      expect.arrayContaining([`relu1>${id}:0`, `h>${id}:1`, `${id}>y:0`, "h>linear1:0"]),
    );
  });

  test("does the same where it is dropped on a card", () => {
    const id = addLayer("add", { kind: "card", id: "linear1", last: "linear1" });
    expect(edges()).toEqual(expect.arrayContaining([`linear1>${id}:0`, `h>${id}:1`]));
  });

  test("takes no raw data along", () => {
    select(["h"]);
    const id = addLayerAnywhere("add");
    expect(edges()).toEqual(expect.arrayContaining([`h>${id}:0`, `${id}>linear1:0`]));
    expect(edges()).not.toContain(`x>${id}:1`);
  });
});
