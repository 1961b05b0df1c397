import { beforeEach, describe, expect, test, vi } from "vitest";

import { useProject } from "../../store/project";
import { freshEditor } from "../../testing/editor";
import { freshStores, given } from "../../testing/stores";
import { catalogueOf, checked, entryOf, projectOf } from "../../testing/values";
import { sceneOf } from "../scene/scene";
import { useEditor } from "../scene/state";
import { beginWire, endWire, firstAim, leaveWire, nextAim, tapHandle, wireTo } from "./wiring";

vi.mock("../../session/tryOut", () => ({ tryOut: vi.fn(() => Promise.resolve(checked())) }));

const LAYERS = [
  entryOf("input", {}, { title: "Input", max_inputs: 0 }),
  entryOf("linear", {}, { title: "Linear" }),
  entryOf("add", {}, { title: "Add", max_inputs: 4 }),
  entryOf("output", {}, { title: "Output" }),
];
const ORDER = ["x", "h", "s", "y"];
const at = { x: 0, y: 0 };
const node = (id: string, type: string) => ({ id, layer: { type }, trainable: true });
const wires = () =>
  useProject
    .getState()
    .file.network.edges.map(({ source, target, handle }) => `${source}>${target}:${handle}`);

function scene() {
  const { file } = useProject.getState();
  return sceneOf(file, null, (type) => LAYERS.find((entry) => entry.type === type));
}

beforeEach(() => {
  freshStores();
  freshEditor();
  const nodes = [node("x", "input"), node("h", "linear"), node("s", "add"), node("y", "output")];
  const edges = [
    { source: "x", target: "h", handle: 0 },
    { source: "h", target: "s", handle: 0 },
  ];
  given({
    catalogue: catalogueOf({ layers: LAYERS }),
    drawing: projectOf({ network: { nodes, edges } }),
  });
});

describe("a wire that is drawn without dragging", () => {
  test("begins at a card and ends at a free input of another", async () => {
    beginWire(scene(), "x");
    expect(useEditor.getState().wiring).toEqual({ card: "x", input: null, aim: null });
    await endWire(scene(), "s", at);
    expect(wires()).toContain("x>s:1");
    expect(useEditor.getState().wiring).toBeNull();
    expect(useEditor.getState().said).toBe("Wired Input to Add.");
  });

  test("ends at the input that was tapped", async () => {
    beginWire(scene(), "x");
    await endWire(scene(), "s", { ...at, input: 2 });
    expect(wires()).toContain("x>s:2");
  });

  test("may begin at an input", async () => {
    beginWire(scene(), "y", 0);
    await endWire(scene(), "s", at);
    expect(wires()).toContain("s>y:0");
  });

  test("takes the place of the wire into a layer with one input", () => {
    expect(wireTo(scene(), { card: "s", input: null, aim: null }, "h").handle).toBe(0);
  });

  test("says why it does not fit, and draws nothing", async () => {
    beginWire(scene(), "s");
    await endWire(scene(), "h", at);
    expect(wires()).toEqual(["x>h:0", "h>s:0"]);
    expect(useEditor.getState().refusal?.sentence).toContain("close a ring");
    expect(useEditor.getState().said).toContain("close a ring");
  });

  test("does not begin at the end of the network", () => {
    beginWire(scene(), "y");
    expect(useEditor.getState().wiring).toBeNull();
    expect(useEditor.getState().said).toContain("Output ends the network");
  });

  test("can be left", () => {
    beginWire(scene(), "x");
    leaveWire();
    expect(useEditor.getState().wiring).toBeNull();
  });
});

test("a tap that is told twice counts once, and a second tap ends the wire", async () => {
  tapHandle(scene(), "x", null, at);
  tapHandle(scene(), "x", null, at);
  expect(useEditor.getState().wiring?.card).toBe("x");
  tapHandle(scene(), "s", 1, at);
  tapHandle(scene(), "s", 1, at);
  await vi.waitFor(() => expect(wires()).toContain("x>s:1"));
  expect(useEditor.getState().wiring).toBeNull();
});

describe("what a wire is aimed at", () => {
  const from = (card: string, aim: string | null = null) => ({ card, input: null, aim });

  test("is first the next card that it can lead to and does not yet", () => {
    expect(firstAim(scene(), from("x"), ORDER)).toBe("s");
    expect(firstAim(scene(), from("s"), ORDER)).toBe("y");
  });

  test("goes through all other cards, and stops at the ends", () => {
    expect(nextAim(from("h", "x"), ORDER, 1)).toBe("s");
    expect(nextAim(from("h", "y"), ORDER, 1)).toBe("y");
    expect(nextAim(from("h", "s"), ORDER, -1)).toBe("x");
    expect(nextAim(from("h"), ORDER, -1)).toBe("y");
  });
});
