import { fireEvent } from "@testing-library/react";
import { beforeEach, describe, expect, test, vi } from "vitest";

import { positionsOf } from "../../project/graph";
import { useProject } from "../../store/project";
import { freshEditor, renderInEditor } from "../../testing/editor";
import { freshStores, given } from "../../testing/stores";
import { projectOf } from "../../testing/values";
import { inspect, useEditor } from "../scene/state";
import { useScene } from "../scene/useScene";
import { useEditorKeys } from "./useEditorKeys";

const zoom = { toCard: vi.fn<(card: string) => void>(), back: vi.fn<() => boolean>() };

function Keys() {
  useEditorKeys(useScene(), zoom);
  return (
    <>
      <input aria-label="field" />
      <div className="react-flow__node" data-id="h" data-testid="card" />
    </>
  );
}

beforeEach(() => {
  zoom.toCard.mockReset();
  zoom.back.mockReset().mockReturnValue(false);
  freshStores();
  freshEditor();
  given({ drawing: projectOf() });
  renderInEditor(<Keys />);
});

const select = (nodes: string[], edges: string[] = []) =>
  useProject.getState().select({ nodes, edges });
const ids = () => useProject.getState().file.network.nodes.map(({ id }) => id);
const wires = () =>
  useProject.getState().file.network.edges.map(({ source, target }) => `${source}>${target}`);
/** Returns true if the editor used the key, because it then prevents the browser's default. */
const press = (key: string, more: object = {}, at: Element = document.body) =>
  !fireEvent.keyDown(at, { key, ...more });
const control = (key: string) => press(key, { ctrlKey: true });

describe("Delete", () => {
  test.each(["Delete", "Backspace"])(
    "removes what is selected and joins its neighbours: %s",
    (key) => {
      select(["h"]);
      inspect("h");
      expect(press(key)).toBe(true);
      expect(ids()).toEqual(["x", "y"]);
      expect(wires()).toEqual(["x>y"]);
      expect(useEditor.getState().inspected).toBeNull();
      expect(useProject.getState().selection.nodes).toEqual([]);
    },
  );

  test("removes a selected wire alone", () => {
    select([], ["h>y:0"]);
    press("Delete");
    expect(wires()).toEqual(["x>h"]);
    expect(ids()).toEqual(["x", "h", "y"]);
  });

  test("is left to the browser where nothing is selected, or what was is gone", () => {
    expect(press("Delete")).toBe(false);
    select([], ["gone>y:0"]);
    expect(press("Delete")).toBe(false);
  });

  test("belongs to the field that somebody types into", () => {
    select(["h"]);
    const field = document.querySelector("input");
    if (!field) throw new Error("no field");
    expect(press("Delete", {}, field)).toBe(false);
    expect(ids()).toContain("h");
  });
});

describe("copies", () => {
  test("are made with Control and D, and selected", () => {
    select(["h"]);
    expect(control("d")).toBe(true);
    expect(ids()).toHaveLength(4);
    expect(useProject.getState().selection.nodes).toEqual([ids()[3]]);
  });

  test("with Control and D are never the browser's bookmarks", () => {
    expect(control("d")).toBe(true);
    expect(ids()).toHaveLength(3);
  });

  test("land a little further with each paste, with the wires between them", () => {
    useProject.getState().move({ x: [0, 0], h: [100, 0] });
    select(["x", "h"]);
    expect(control("c")).toBe(true);
    control("v");
    const [first = ""] = useProject.getState().selection.nodes;
    control("v");
    const [second = ""] = useProject.getState().selection.nodes;
    const places = positionsOf(useProject.getState().file);
    expect([places[first], places[second]]).toEqual([
      [40, 40],
      [80, 80],
    ]);
    expect(wires()).toHaveLength(4);
  });

  test("are left to the browser where no layer is selected", () => {
    expect(control("c")).toBe(false);
  });
});

test("Control and A selects every layer", () => {
  expect(control("a")).toBe(true);
  expect(useProject.getState().selection.nodes).toEqual(["x", "h", "y"]);
});

test("T gives every card a place, with Shift it means something else", () => {
  expect(press("t", { shiftKey: true })).toBe(false);
  expect(positionsOf(useProject.getState().file)).toEqual({});
  expect(press("t")).toBe(true);
  expect(Object.keys(positionsOf(useProject.getState().file)).sort()).toEqual(["h", "x", "y"]);
});

test("Enter opens the card that has the focus, and is the browser's elsewhere", () => {
  expect(press("Enter")).toBe(false);
  const card = document.querySelector("[data-testid=card]");
  if (!card) throw new Error("no card");
  expect(press("Enter", {}, card)).toBe(true);
  expect(useEditor.getState().inspected).toBe("h");
});

test("Escape closes what is open, once", () => {
  inspect("h");
  expect(press("Escape")).toBe(true);
  expect(useEditor.getState().inspected).toBeNull();
  expect(press("Escape")).toBe(false);
});

test("keys with Alt are not ours", () => {
  select(["h"]);
  expect(press("Delete", { altKey: true })).toBe(false);
  expect(ids()).toContain("h");
});
