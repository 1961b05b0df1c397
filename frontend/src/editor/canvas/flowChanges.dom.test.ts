import { act, renderHook } from "@testing-library/react";
import { beforeEach, describe, expect, test } from "vitest";

import { positionsOf } from "../../project/graph";
import { undo, useProject } from "../../store/project";
import { nodeReportOf } from "../../testing/editor";
import { freshStores, given } from "../../testing/stores";
import { checked, entryOf, problemAt, projectOf } from "../../testing/values";
import { sceneOf } from "../scene/scene";
import { useEditor } from "../scene/state";
import { takeEdgeSelection, useNodeChanges } from "./flowChanges";
import { boxOf, useEdges, useNodes, usePlaces } from "./flowNodes";

const FILE = projectOf({
  network: {
    nodes: ["input x", "linear h", "tanh a", "output y"].map((words) => {
      const [type = "", id = ""] = words.split(" ");
      return { id, layer: { type }, trainable: true };
    }),
    edges: [
      { source: "x", target: "h", handle: 0 },
      { source: "h", target: "a", handle: 0 },
      { source: "a", target: "y", handle: 0 },
    ],
  },
});
const REPORT = checked({ nodes: { a: nodeReportOf([8]), x: nodeReportOf([2]) } });
const SCENE = sceneOf(FILE, REPORT, (type) => entryOf(type, {}, { elementwise: type === "tanh" }));
const PLACES = { x: [0, 0], h: [200, 0], y: [400, 0] } as const;

beforeEach(() => {
  freshStores();
  given({ drawing: FILE, report: REPORT });
});

const places = () => positionsOf(useProject.getState().file);
const selection = () => useProject.getState().selection;

describe("a card that is dragged", () => {
  const dragged = () => renderHook(() => useNodeChanges(SCENE, PLACES)).result;
  const moved = (result: ReturnType<typeof dragged>, x: number, dragging: boolean) =>
    act(() => {
      result.current.onNodesChange([
        { type: "position", id: "h", position: { x, y: 30 }, dragging },
      ]);
    });

  test("moves on the screen alone until it is let go", () => {
    const result = dragged();
    moved(result, 210, true);
    moved(result, 220, true);
    expect(result.current.moving).toEqual({ h: [220, 30] });
    expect(places()).toEqual({});
  });

  test("keeps its new place, and the others the ones they are drawn at; one undo takes it back", () => {
    const result = dragged();
    moved(result, 210, true);
    moved(result, 250, false);
    expect(places()).toEqual({ x: [0, 0], h: [250, 30], y: [400, 0] });
    expect(result.current.moving).toEqual({});
    undo();
    expect(places()).toEqual({});
  });

  test("comes to stand in line with another one that it is near, and a line says so", () => {
    const sizes = (result: ReturnType<typeof dragged>) =>
      act(() => {
        const dimensions = { width: 100, height: 80 };
        const ids = ["x", "h", "y"];
        result.current.onNodesChange(ids.map((id) => ({ type: "dimensions", id, dimensions })));
      });
    const result = dragged();
    sizes(result);
    const at = (y: number, dragging: boolean) =>
      act(() => {
        const position = { x: 230, y };
        result.current.onNodesChange([{ type: "position", id: "h", position, dragging }]);
      });
    at(30, true);
    expect(useEditor.getState().guides).toEqual([]);
    at(4, true);
    expect(result.current.moving).toEqual({ h: [230, 0] });
    expect(useEditor.getState().guides).toEqual([{ kind: "level", at: 0, from: 0, to: 500 }]);
    at(4, false);
    expect(places()["h"]).toEqual([230, 0]);
    expect(useEditor.getState().guides).toEqual([]);
  });

  test("that the keys move stands exactly where they move it", () => {
    const result = dragged();
    moved(result, 398, false);
    expect(places()["h"]).toEqual([398, 30]);
  });

  test("has the size that the browser laid it out with", () => {
    const result = dragged();
    act(() => {
      result.current.onNodesChange([
        { type: "dimensions", id: "h", dimensions: { width: 120, height: 90 } },
        { type: "dimensions", id: "y" },
      ]);
    });
    expect(result.current.sizes).toEqual({ h: { width: 120, height: 90 } });
  });
});

describe("what is selected", () => {
  const choose = (id: string, selected: boolean) => {
    const { result } = renderHook(() => useNodeChanges(SCENE, PLACES));
    act(() => {
      result.current.onNodesChange([{ type: "select", id, selected }]);
    });
  };

  test("is a card with all its nodes, and leaves with them", () => {
    choose("h", true);
    expect(selection().nodes).toEqual(["h", "a"]);
    choose("x", true);
    choose("h", false);
    expect(selection().nodes).toEqual(["x"]);
  });

  test("is not touched by a card that is gone", () => {
    choose("gone", true);
    expect(selection().nodes).toEqual([]);
  });

  test("stays the same object where nothing changed", () => {
    const before = selection();
    choose("h", false);
    takeEdgeSelection([{ type: "select", id: "x>h:0", selected: false }]);
    expect(selection()).toBe(before);
  });

  test("is a wire by itself", () => {
    takeEdgeSelection([{ type: "select", id: "x>h:0", selected: true }]);
    expect(selection().edges).toEqual(["x>h:0"]);
    takeEdgeSelection([
      { type: "select", id: "x>h:0", selected: false },
      { type: "select", id: "a>y:0", selected: true },
    ]);
    expect(selection().edges).toEqual(["a>y:0"]);
  });
});

describe("cards on the canvas", () => {
  const nodes = (moving = {}, sizes = {}) =>
    renderHook(() => useNodes(SCENE, PLACES, moving, sizes)).result.current;

  test("stand where they are, those that are dragged where they are dragged", () => {
    const at = nodes({ h: [7, 8] }).map(({ id, position: { x, y } }) => [id, x, y]);
    expect(at).toEqual([
      ["x", 0, 0],
      ["h", 7, 8],
      ["y", 400, 0],
    ]);
  });

  test("are selected where one of their nodes is", () => {
    useProject.getState().select({ nodes: ["a"] });
    expect(nodes().map(({ selected }) => selected)).toEqual([false, true, false]);
  });

  test("are named for a screen reader", () => {
    expect(nodes()[1]?.ariaLabel).toContain("linear, tanh");
  });

  test("lie about the middle of their left side, as large as they are or are guessed to be", () => {
    const [, guessed] = nodes();
    const [, laid] = nodes({}, { h: { width: 100, height: 80 } });
    expect(laid && boxOf(laid)).toEqual({ left: 200, right: 300, top: -40, bottom: 40 });
    expect(guessed && boxOf(guessed).right).toBeGreaterThan(300);
  });

  test("are laid out from left to right where nobody placed them", () => {
    const at = renderHook(() => usePlaces(SCENE)).result.current;
    expect(at["x"]?.[0]).toBeLessThan(at["h"]?.[0] ?? 0);
    expect(at["h"]?.[0]).toBeLessThan(at["y"]?.[0] ?? 0);
  });
});

describe("wires on the canvas", () => {
  const box = (left: number, top = 0) => ({ left, right: left + 100, top, bottom: top + 100 });
  const edges = (
    boxes = new Map([
      ["x", box(0)],
      ["h", box(200)],
      ["y", box(400)],
    ]),
  ) => renderHook(() => useEdges(SCENE, boxes)).result.current;

  test("carry the shape of the last node folded into a card", () => {
    expect(edges().map(({ id, data }) => [id, data?.shape])).toEqual([
      ["x>h:0", "2"],
      ["a>y:0", "8"],
    ]);
  });

  test("are named for a screen reader", () => {
    expect(edges()[1]?.ariaLabel).toBe("Wire from linear to output, shape 8");
  });

  test("tell why they do not fit, each its own", () => {
    const edge = { source: "a", target: "y", handle: 0 };
    given({ report: checked({ problems: [problemAt("wire", "8 came", { edge })] }) });
    expect(edges().map(({ data }) => data?.trouble)).toEqual([null, "8 came"]);
  });

  test("pass between the cards where they lead back to the left", () => {
    const rows = new Map([
      ["x", box(0)],
      ["h", box(600)],
      ["y", box(0, 300)],
    ]);
    const [forwards, backwards] = edges(rows).map(({ data }) => data?.route.height);
    expect(forwards).toBeNull();
    expect(backwards).toBeGreaterThan(100);
    expect(backwards).toBeLessThan(300);
  });
});
