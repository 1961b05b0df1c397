import { fireEvent, screen } from "@testing-library/react";
import { beforeEach, describe, expect, test } from "vitest";

import { useProject } from "../../store/project";
import { freshEditor, nodeReportOf, renderInEditor } from "../../testing/editor";
import { freshStores, given } from "../../testing/stores";
import { catalogueOf, checked, entryOf, problemAt, projectOf } from "../../testing/values";
import { inspect, useEditor } from "../scene/state";
import { Canvas } from "./Canvas";

const LAYERS = [
  entryOf("input", {}, { title: "Input" }),
  entryOf("linear", {}, { title: "Linear" }),
  entryOf("tanh", {}, { title: "Tanh", elementwise: true }),
  entryOf("add", {}, { title: "Add", max_inputs: 4 }),
];

function draw(types: Readonly<Record<string, string>>, wires: readonly string[] = []) {
  const nodes = Object.entries(types).map(([id, type]) => ({
    id,
    layer: { type },
    trainable: id !== "f",
  }));
  const edges = wires.map((wire) => {
    const [source = "", target = ""] = wire.split(">");
    return { source, target, handle: 0 };
  });
  const reports = Object.fromEntries(
    nodes.map(({ id, layer: { type } }) => [
      id,
      nodeReportOf([8], {
        num_params: type === "linear" ? 24 : 0,
        ...(id === "s" ? { start: "taken" } : {}),
      }),
    ]),
  );
  const problems = [problemAt("Linear", "it is too wide", { node: "h" })];
  given({ drawing: projectOf({ network: { nodes, edges } }) });
  given({ report: checked({ nodes: reports, problems }) });
  renderInEditor(<Canvas />);
}
const card = (id: string) => {
  const found = document.querySelector<HTMLElement>(`.react-flow__node[data-id="${id}"]`);
  if (!found) throw new Error(`no card ${id}`);
  return found;
};
const inputs = (id: string) => card(id).querySelectorAll(".react-flow__handle.target").length;

beforeEach(() => {
  freshStores();
  freshEditor();
  given({ catalogue: catalogueOf({ layers: LAYERS }) });
});

describe("the canvas", () => {
  test("says how to begin where nothing is drawn", () => {
    draw({});
    expect(screen.getByText(/Nothing is drawn yet/)).toBeTruthy();
  });

  test("has a card for every layer, with the layers folded into it as chips", () => {
    draw({ x: "input", h: "linear", a: "tanh" }, ["x>h", "h>a"]);
    expect(document.querySelectorAll(".react-flow__node")).toHaveLength(2);
    fireEvent.click(screen.getByText("Tanh", { selector: "button" }));
    expect(useProject.getState().selection.nodes).toEqual(["a"]);
    expect(useEditor.getState().inspected).toBe("a");
  });

  test("opens a card with a click and selects all its nodes", () => {
    draw({ x: "input", h: "linear", a: "tanh" }, ["x>h", "h>a"]);
    fireEvent.click(card("h"));
    expect(useEditor.getState().inspected).toBe("h");
    expect(useProject.getState().selection.nodes).toEqual(["h", "a"]);
  });

  test("opens nothing with a click that joins a card to what is selected", () => {
    draw({ x: "input", h: "linear" });
    fireEvent.click(card("h"), { shiftKey: true });
    expect(useEditor.getState().inspected).toBeNull();
  });

  test("closes what is open with a click beside the cards", () => {
    draw({ x: "input" });
    inspect("x");
    const pane = document.querySelector(".react-flow__pane");
    if (!pane) throw new Error("no pane");
    fireEvent.click(pane);
    expect(useEditor.getState().inspected).toBeNull();
  });
});

describe("a card", () => {
  test("says its name, its parameters and what is wrong with it", () => {
    draw({ h: "linear" });
    expect(card("h").textContent).toContain("24 params");
    expect(card("h").getAttribute("aria-label")).toContain("it is too wide");
    expect(card("h").querySelector("article")?.dataset["trouble"]).toBe("error");
  });

  test("has an output unless it ends the network", () => {
    draw({ h: "linear", y: "output" });
    expect(card("h").querySelectorAll(".react-flow__handle.source")).toHaveLength(1);
    expect(card("y").querySelectorAll(".react-flow__handle.source")).toHaveLength(0);
  });

  test("has as many inputs as can be wired", () => {
    draw({ h: "linear", s: "add" });
    expect([inputs("h"), inputs("s")]).toEqual([1, 2]);
  });

  test("is marked where it is frozen, or starts from other weights", () => {
    draw({ f: "linear", s: "linear", h: "linear" });
    const marks = (id: string) =>
      [...card(id).querySelectorAll("[role=img][title]")].map((mark) => mark.getAttribute("title"));
    expect(marks("f")).toEqual(["frozen: its parameters are kept as they are"]);
    expect(marks("s")).toEqual(["starts from the weights that were brought"]);
    expect(marks("h")).toEqual([]);
  });
});
