import { fireEvent, screen } from "@testing-library/react";
import { beforeEach, expect, test } from "vitest";

import type { Fix } from "../../api/types";
import { undo, useProject } from "../../store/project";
import { freshEditor } from "../../testing/editor";
import { render } from "../../testing/render";
import { freshStores } from "../../testing/stores";
import { projectOf } from "../../testing/values";
import { useEditor, type Refusal } from "../scene/state";
import { RefusedWire } from "./RefusedWire";

const edge = { source: "x", target: "y", handle: 0 };
const fix: Fix = {
  title: "Flatten what comes",
  action: "insert_layer",
  edge,
  layer: { type: "flatten" },
};

function refuse(more: Partial<Refusal> = {}) {
  const refusal: Refusal = {
    edge,
    sentence: "2 numbers came, 8 would fit.",
    sourceShape: "2",
    target: "Output",
    fixes: [],
    possible: true,
    x: 100,
    y: 50,
    ...more,
  };
  useEditor.setState({ refusal });
  render(<RefusedWire />);
}
const dialog = () => screen.queryByRole("alertdialog", { name: "This wire does not fit" });
const isDrawn = () =>
  useProject
    .getState()
    .file.network.edges.some(({ source, target }) => source === "x" && target === "y");

beforeEach(() => {
  freshStores();
  freshEditor();
  useProject.getState().load(projectOf());
});

test("nothing is said where no wire was refused", () => {
  render(<RefusedWire />);
  expect(dialog()).toBeNull();
});

test("what came, where it should go and why it does not fit stand beside the pointer", () => {
  refuse();
  expect(dialog()?.textContent).toContain("2 → Output");
  expect(dialog()?.textContent).toContain("2 numbers came, 8 would fit.");
  expect(dialog()?.style).toMatchObject({ left: "112px", top: "58px" });
});

test("near the rim of the screen the words stay on it", () => {
  refuse({ x: 5000, y: 5000 });
  expect(parseFloat(dialog()?.style.left ?? "")).toBeLessThan(window.innerWidth - 300);
  expect(parseFloat(dialog()?.style.top ?? "")).toBeLessThan(window.innerHeight - 200);
});

test.each([
  ["its cross", () => fireEvent.click(screen.getByRole("button", { name: "Close" }))],
  ["Escape", () => fireEvent.keyDown(document.documentElement, { key: "Escape" })],
  ["a click elsewhere", () => fireEvent.mouseDown(document.body)],
])("%s closes it and draws nothing", (_, close) => {
  refuse();
  close();
  expect(dialog()).toBeNull();
  expect(isDrawn()).toBe(false);
});

test("a wire can be drawn all the same", () => {
  refuse();
  fireEvent.click(screen.getByRole("button", { name: "Draw it all the same" }));
  expect(isDrawn()).toBe(true);
  expect(dialog()).toBeNull();
});

test("a wire that the drawing forbids cannot be drawn all the same", () => {
  refuse({ possible: false });
  expect(screen.queryByRole("button", { name: "Draw it all the same" })).toBeNull();
});

test("a wire drawn with what makes it fit is one step to undo", () => {
  const before = useProject.getState().file.network;
  refuse({ fixes: [fix] });
  fireEvent.click(screen.getByRole("button", { name: fix.title }));
  const types = useProject.getState().file.network.nodes.map(({ layer }) => layer.type);
  expect(types).toContain("flatten");
  undo();
  expect(useProject.getState().file.network).toEqual(before);
});
