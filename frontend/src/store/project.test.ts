import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { redo, undo, untracked, useProject } from "./project";

const drawing = () => useProject.getState();

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["performance"] });
  drawing().load({});
  useProject.temporal.getState().clear();
  vi.advanceTimersByTime(10_000);
});

afterEach(() => {
  vi.useRealTimers();
});

describe("the drawing", () => {
  it("is undone and redone step by step", () => {
    const id = drawing().addNode({ type: "linear" }, { x: 10, y: 20 });
    drawing().setNodeField(id, "out_features", 4);
    undo();
    expect(drawing().file.network.nodes[0]?.layer).toEqual({ type: "linear" });
    undo();
    expect(drawing().file.network.nodes).toEqual([]);
    redo();
    redo();
    expect(drawing().file.network.nodes[0]?.layer).toEqual({ type: "linear", out_features: 4 });
  });

  it("makes one undo step of a drag, another of the next", () => {
    const id = drawing().addNode({ type: "linear" }, { x: 0, y: 0 });
    for (let x = 1; x <= 30; x++) drawing().move({ [id]: [x, 0] });
    vi.advanceTimersByTime(1_000);
    for (let x = 31; x <= 60; x++) drawing().move({ [id]: [x, 0] });
    undo();
    expect(drawing().file.view["positions"]).toEqual({ [id]: [30, 0] });
    undo();
    expect(drawing().file.view["positions"]).toEqual({ [id]: [0, 0] });
  });

  it("does not undo across different things that were changed quickly", () => {
    drawing().setTraining({ l1: 1 });
    drawing().setTraining({ l2: 1 });
    undo();
    expect(drawing().file.training).toMatchObject({ l1: 1, l2: 0 });
  });

  it("begins a new undo step after an undo, so that redo is cleared", () => {
    drawing().setTraining({ l1: 1 });
    vi.advanceTimersByTime(1_000);
    drawing().setTraining({ l1: 2 });
    undo();
    drawing().setTraining({ l1: 3 });
    redo();
    expect(drawing().file.training.l1).toBe(3);
    undo();
    expect(drawing().file.training.l1).toBe(1);
  });

  it("brings the drawing before back when another is loaded", () => {
    drawing().rename("mine");
    drawing().load({ title: "another" });
    undo();
    expect(drawing().file.title).toBe("mine");
  });

  it("keeps what the server changed out of the history", () => {
    drawing().rename("mine");
    untracked(() => drawing().setTraining({ l1: 5 }));
    undo();
    expect(drawing().file.title).toBe("Untitled");
  });

  it("forgets the oldest of more than 200 steps", () => {
    for (let index = 0; index < 250; index++)
      drawing().connect({ source: "a", target: `b${index}`, handle: 0 });
    expect(useProject.temporal.getState().pastStates).toHaveLength(200);
  });

  it("selects what was added, and nothing that is gone", () => {
    const id = drawing().addNode({ type: "linear" }, { x: 0, y: 0 });
    expect(drawing().selection.nodes).toEqual([id]);
    const [copy = ""] = drawing().duplicate([id]);
    expect(drawing().selection.nodes).toEqual([copy]);
    drawing().removeNodes([copy], true);
    expect(drawing().selection.nodes).toEqual([]);
  });
});

describe("layers that are frozen together", () => {
  it("are one undo step", () => {
    const { load } = useProject.getState();
    load({
      network: {
        nodes: ["a", "b"].map((id) => ({ id, layer: { type: "linear" }, trainable: true })),
        edges: [],
      },
    });
    const trainable = () =>
      useProject.getState().file.network.nodes.map((node) => node.trainable ?? true);
    useProject.getState().setTrainable(["a", "b"], false);
    expect(trainable()).toEqual([false, false]);
    undo();
    expect(trainable()).toEqual([true, true]);
  });
});
