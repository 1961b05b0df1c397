import { fireEvent, screen, waitFor } from "@testing-library/react";
import { beforeEach, describe, expect, test } from "vitest";

import { nodeOf } from "../../project/graph";
import { useProject } from "../../store/project";
import { freshEditor, renderInEditor } from "../../testing/editor";
import { freshStores, given } from "../../testing/stores";
import { catalogueOf, checked, entryOf, projectOf } from "../../testing/values";
import { useEditor } from "../scene/state";
import { Canvas } from "./Canvas";

const units = { type: "integer" as const, default: 8, minimum: 1, maximum: 64 };
const SORT = { elementwise: true, sort: "activation" };
const LAYERS = [
  entryOf("input", {}, { title: "Input", max_inputs: 0 }),
  entryOf("linear", { out_features: units }, { title: "Linear", units: "out_features" }),
  entryOf("tanh", {}, { title: "Tanh", ...SORT }),
  entryOf("relu", {}, { title: "ReLU", ...SORT }),
  entryOf("output", {}, { title: "Output" }),
];

function card(id: string): HTMLElement {
  const found = document.querySelector<HTMLElement>(`.react-flow__node[data-id="${id}"]`);
  if (!found) throw new Error(`no card ${id}`);
  return found;
}

const layerOf = (id: string) => nodeOf(useProject.getState().file, id)?.layer;
const nodes = () => useProject.getState().file.network.nodes.map(({ id }) => id);

beforeEach(() => {
  freshStores();
  freshEditor();
  const network = {
    nodes: ["x input", "h linear", "a tanh", "y output"].map((words) => {
      const [id = "", type = ""] = words.split(" ");
      return { id, layer: { type }, trainable: true };
    }),
    edges: ["x h", "h a", "a y"].map((words) => {
      const [source = "", target = ""] = words.split(" ");
      return { source, target, handle: 0 };
    }),
  };
  given({ catalogue: catalogueOf({ layers: LAYERS }), drawing: projectOf({ network }) });
  given({ report: checked() });
  renderInEditor(<Canvas />);
});

describe("the keys of a focused card", () => {
  test("+ and - change its units", () => {
    fireEvent.keyDown(card("h"), { key: "+" });
    expect(layerOf("h")?.["out_features"]).toBe(9);
    fireEvent.keyDown(card("h"), { key: "-" });
    fireEvent.keyDown(card("h"), { key: "-" });
    expect(layerOf("h")?.["out_features"]).toBe(7);
  });

  test("Space chooses a card too, and no longer", () => {
    useProject.getState().select({ nodes: ["x"] });
    fireEvent.keyDown(card("h"), { key: " " });
    expect(useProject.getState().selection.nodes).toEqual(["x", "h", "a"]);
    expect(useEditor.getState().said).toBe("Linear is chosen too.");
    fireEvent.keyDown(card("h"), { key: " " });
    expect(useProject.getState().selection.nodes).toEqual(["x"]);
  });

  test("M says where nothing is to be mended", () => {
    fireEvent.keyDown(card("h"), { key: "m" });
    expect(useEditor.getState().said).toMatch(/^No button mends/);
  });

  test("W begins a wire, and Escape leaves it and nothing else", () => {
    useEditor.setState({ inspected: "h" });
    fireEvent.keyDown(card("x"), { key: "w" });
    expect(useEditor.getState().wiring?.card).toBe("x");
    fireEvent.keyDown(card("x"), { key: "Escape" });
    expect(useEditor.getState().wiring).toBeNull();
    expect(useEditor.getState().inspected).toBe("h");
  });

  test("Escape closes the inspector, then gives up what is chosen", () => {
    useProject.getState().select({ nodes: ["h"] });
    useEditor.setState({ inspected: "h" });
    fireEvent.keyDown(card("h"), { key: "Escape" });
    expect(useEditor.getState().inspected).toBeNull();
    expect(useProject.getState().selection.nodes).toContain("h");
    fireEvent.keyDown(card("h"), { key: "Escape" });
    expect(useProject.getState().selection.nodes).toEqual([]);
  });

  test("Delete removes it although it was not chosen", () => {
    fireEvent.keyDown(card("h"), { key: "Delete" });
    expect(nodes()).toEqual(["x", "a", "y"]);
  });
});

test("Tab leads to one card, the last that had the focus", async () => {
  const stops = () => [...document.querySelectorAll('.react-flow__node[tabindex="0"]')];
  expect(stops().map((stop) => stop.getAttribute("data-id"))).toEqual(["x"]);
  fireEvent.focus(card("y"));
  await waitFor(() => expect(stops()).toEqual([card("y")]));
});

test("a select on a chip puts another layer of its sort in its place", () => {
  const swap = screen.getByLabelText("Swap Tanh for another");
  fireEvent.change(swap, { target: { value: "relu" } });
  expect(layerOf("a")).toEqual({ type: "relu" });
  expect(screen.queryByLabelText(/Swap Linear/)).toBeNull();
});

describe("the menu of a card", () => {
  const item = (name: RegExp) => screen.getByRole("menuitem", { name, hidden: true });

  test("duplicates it", async () => {
    fireEvent.contextMenu(card("h"), { clientX: 10, clientY: 10 });
    await waitFor(() => item(/Duplicate/));
    fireEvent.click(item(/Duplicate/));
    expect(nodes()).toContain("linear1");
    expect(nodes()).toContain("tanh1");
  });

  test("is closed by Escape before anything else", async () => {
    useEditor.setState({ inspected: "h" });
    fireEvent.contextMenu(card("h"), { clientX: 10, clientY: 10 });
    await waitFor(() => item(/Delete/));
    fireEvent.keyDown(window, { key: "Escape" });
    expect(useEditor.getState().menu).toBeNull();
    expect(useEditor.getState().inspected).toBe("h");
  });
});

test("a layer that is offered for a wire is added with the wire, as one step", async () => {
  const about = { kind: "offer", from: { card: "h", input: null } } as const;
  useEditor.setState({ menu: { x: 10, y: 10, about } });
  const search = await screen.findByRole("combobox", { name: "Search a layer that fits" });
  fireEvent.change(search, { target: { value: "linear" } });
  fireEvent.keyDown(search, { key: "Enter" });
  const { edges } = useProject.getState().file.network;
  expect(edges).toContainEqual({ source: "a", target: "linear1", handle: 0 });
  expect(useEditor.getState().menu).toBeNull();
  useProject.temporal.getState().undo();
  expect(nodes()).toEqual(["x", "h", "a", "y"]);
});
