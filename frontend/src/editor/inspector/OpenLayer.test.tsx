import { fireEvent, screen } from "@testing-library/react";
import { beforeEach, describe, expect, test } from "vitest";

import { nodeOf } from "../../project/graph";
import { useProject } from "../../store/project";
import { useRunsState } from "../../store/runs";
import { freshEditor, nodeReportOf, renderInEditor } from "../../testing/editor";
import { freshStores, given } from "../../testing/stores";
import {
  catalogueOf,
  checked,
  entryOf,
  problemAt,
  projectOf,
  seriesOf,
} from "../../testing/values";
import { inspect, useEditor } from "../scene/state";
import { Inspector } from "./Inspector";

const LINEAR = entryOf(
  "linear",
  {},
  {
    title: "Linear",
    help: "A weighted\nsum.\n\nIt is old.",
    formula: "y = Wx + b",
    source: "Rosenblatt 1958",
  },
);
const TANH = entryOf("tanh", {}, { title: "Tanh", elementwise: true });

beforeEach(() => {
  freshStores();
  freshEditor();
  const nodes = ["input x", "linear h", "tanh a", "output y"].map((words) => {
    const [type = "", id = ""] = words.split(" ");
    return { id, layer: { type }, trainable: true };
  });
  const edges = ["x>h", "h>a", "a>y"].map((wire) => {
    const [source = "", target = ""] = wire.split(">");
    return { source, target, handle: 0 };
  });
  given({
    catalogue: catalogueOf({ layers: [LINEAR, TANH] }),
    drawing: projectOf({ network: { nodes, edges } }),
    report: checked({
      nodes: { h: nodeReportOf([8], { num_params: 1234 }), a: nodeReportOf([8]) },
      problems: [problemAt("Linear", "it is too wide", { node: "h" })],
    }),
  });
});

function open(id: string) {
  inspect(id);
  renderInEditor(<Inspector readings={(node) => <p>readings of {node}</p>} />);
}
const file = () => useProject.getState().file;
const button = (name: string) => screen.getByRole("button", { name });
const fact = (name: string) => screen.getByText(name).nextElementSibling?.textContent;

describe("the inspector", () => {
  test("is not there while no layer is open, nor for one that is gone", () => {
    open("gone");
    expect(screen.queryByRole("complementary")).toBeNull();
  });

  test("says what the layer is, what is wrong with it and what is measured of it", () => {
    open("h");
    const panel = screen.getByRole("complementary", { name: "Linear: settings and numbers" });
    for (const words of [
      "A weighted sum.",
      "It is old.",
      "y = Wx + b",
      "Rosenblatt 1958",
      "it is too wide",
      "readings of h",
    ]) {
      expect(panel.textContent).toContain(words);
    }
  });

  test("shows a layer that the catalogue lacks by its type", () => {
    open("y");
    expect(screen.getByRole("heading", { name: "output" })).toBeTruthy();
    expect(fact("parameters")).toBe("–");
  });

  test("closes", () => {
    open("h");
    fireEvent.click(button("Close"));
    expect(useEditor.getState().inspected).toBeNull();
  });

  test("gives the layer a name, and takes it away again", () => {
    open("h");
    const field = screen.getByRole("textbox", { name: "Name of this layer" });
    fireEvent.change(field, { target: { value: "Features" } });
    expect(nodeOf(file(), "h")?.name).toBe("Features");
    fireEvent.change(field, { target: { value: "" } });
    expect(nodeOf(file(), "h")?.name).toBeNull();
  });
});

describe("its numbers", () => {
  test("are shapes, parameters and norms", () => {
    given({
      run: null,
      series: seriesOf({ norms: { h: { weight: 1.23456, gradient: null } } }),
    });
    open("h");
    expect(fact("input")).toBe("2");
    expect(fact("output")).toBe("8");
    expect(fact("parameters")).toBe("1,234");
    expect(fact("weight norm")).toBe("1.235");
    expect(fact("gradient norm")).toBe("not measured yet");
  });

  test("have no norms where nothing learns", () => {
    useRunsState.setState({ series: seriesOf() });
    open("a");
    expect(screen.queryByText("weight norm")).toBeNull();
    expect(screen.queryByRole("switch")).toBeNull();
  });
});

describe("what can be done with a layer", () => {
  test("it is frozen", () => {
    open("h");
    fireEvent.click(screen.getByRole("switch", { name: "Learns while training" }));
    expect(nodeOf(file(), "h")?.trainable).toBe(false);
  });

  test("it is shown as its own card, and folded again", () => {
    open("a");
    fireEvent.click(button("Show as its own card"));
    expect(file().view["unfolded"]).toEqual(["a"]);
    fireEvent.click(button("Fold into the card before"));
    expect(file().view["unfolded"]).toEqual([]);
  });

  test("only a folded layer can be unfolded", () => {
    open("h");
    expect(screen.queryByRole("button", { name: "Show as its own card" })).toBeNull();
  });

  test("it is duplicated, and the copy is open", () => {
    open("h");
    fireEvent.click(button("Duplicate"));
    const [copy = ""] = useProject.getState().selection.nodes;
    expect(nodeOf(file(), copy)?.layer.type).toBe("linear");
    expect(screen.getByText(`readings of ${copy}`)).toBeTruthy();
  });

  test("it is deleted, its neighbours are joined and the inspector closes", () => {
    open("h");
    fireEvent.click(button("Delete"));
    expect(file().network.edges).toContainEqual({ source: "x", target: "a", handle: 0 });
    expect(useEditor.getState().inspected).toBeNull();
    expect(screen.queryByRole("complementary")).toBeNull();
  });
});
