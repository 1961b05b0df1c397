import { DndContext } from "@dnd-kit/core";
import { fireEvent, screen } from "@testing-library/react";
import { beforeEach, describe, expect, test } from "vitest";

import { usePreferences } from "../../store/preferences";
import { useProject } from "../../store/project";
import { render } from "../../testing/render";
import { freshStores, given } from "../../testing/stores";
import { catalogueOf, checked, dataInfo, entryOf, projectOf } from "../../testing/values";
import { Palette } from "./Palette";

const layer = (type: string, title: string, group: string) => entryOf(type, {}, { title, group });
const LAYERS = [
  { ...layer("linear", "Linear", "Core"), aliases: ["Dense", "Fully connected"] },
  layer("tanh", "Tanh", "Activation"),
  layer("conv2d", "Conv 2d", "Convolution"),
  {
    ...layer("lstm", "LSTM", "Sequence"),
    aliases: ["Long short-term memory", "BiLSTM"],
    variants: { BiLSTM: { bidirectional: true } },
  },
];

beforeEach(() => {
  freshStores();
  given({ catalogue: catalogueOf({ layers: LAYERS }), drawing: projectOf() });
});

const show = () =>
  render(
    <DndContext>
      <Palette />
    </DndContext>,
  );
const field = () => screen.getByRole<HTMLInputElement>("searchbox", { name: "Search layers" });
const search = (value: string) => fireEvent.change(field(), { target: { value } });
const group = (name: string) => screen.getByRole("button", { name: new RegExp(`^${name}`) });
const isOpen = (name: string) => group(name).getAttribute("aria-expanded") === "true";
const types = () => useProject.getState().file.network.nodes.map(({ layer: { type } }) => type);

describe("groups", () => {
  test("that every network may need stand open, others are folded", () => {
    show();
    expect([isOpen("Core"), isOpen("Activation"), isOpen("Sequence")]).toEqual([true, true, false]);
  });

  test.each([
    ["pictures", dataInfo({ shape: [1, 8, 8] }), "Convolution"],
    ["numbers over time", dataInfo({ shape: [40, 5] }), "Sequence"],
    ["text", dataInfo({ shape: [11], vocab: ["a"] }), "Sequence"],
  ])("that are made for %s stand open where the data are so", (_, data, name) => {
    given({ report: checked({ data }) });
    show();
    expect(isOpen(name)).toBe(true);
  });

  test("of layers that are drawn stand open", () => {
    const nodes = [{ id: "c", layer: { type: "conv2d" }, trainable: true }];
    given({ drawing: projectOf({ network: { nodes, edges: [] } }) });
    show();
    expect(isOpen("Convolution")).toBe(true);
  });

  test("stay as a person folded them", () => {
    show();
    fireEvent.click(group("Core"));
    expect(isOpen("Core")).toBe(false);
    expect(usePreferences.getState().panels["layers Core"]).toBe(false);
    fireEvent.click(group("Core"));
    expect(isOpen("Core")).toBe(true);
  });
});

describe("the search", () => {
  test("shows what fits, open, and does not fold", () => {
    show();
    search("lstm");
    expect(isOpen("Sequence")).toBe(true);
    expect((group("Sequence") as HTMLButtonElement).disabled).toBe(true);
    expect(screen.queryByRole("button", { name: /^Core/ })).toBeNull();
  });

  test("adds the first that fits with Enter", () => {
    show();
    search("lst");
    fireEvent.keyDown(field(), { key: "Enter" });
    expect(types()).toContain("lstm");
  });

  test("adds the exact name first, also one of another library", () => {
    given({
      catalogue: catalogueOf({
        layers: [layer("relu6", "ReLU6", "Core"), layer("relu", "ReLU", "Core"), ...LAYERS],
      }),
    });
    show();
    search("relu");
    expect(document.querySelector("[data-marked]")?.textContent).toBe("ReLU");
    fireEvent.keyDown(field(), { key: "Enter" });
    search("fully-connected");
    fireEvent.keyDown(field(), { key: "Enter" });
    expect(types()).toEqual(["input", "linear", "output", "relu", "linear"]);
  });

  test("adds a layer with the fields that its name sets", () => {
    show();
    search("bilstm");
    fireEvent.keyDown(field(), { key: "Enter" });
    const { nodes } = useProject.getState().file.network;
    expect(nodes.at(-1)?.layer).toEqual({ type: "lstm", bidirectional: true });
  });

  test("finds a block of the drawing by its name, and adds it with Enter where no layer is called so", () => {
    const blocks = [{ name: "Residual block", nodes: ["h"], folded: false }];
    given({ drawing: { ...projectOf(), torchground: 2, blocks } });
    show();
    search("residual");
    expect(screen.getByRole("button", { name: "Residual block" }).dataset["marked"]).toBe("true");
    fireEvent.keyDown(field(), { key: "Enter" });
    expect(types()).toEqual(["input", "linear", "output", "linear"]);
    search("lstm");
    expect(screen.queryByRole("button", { name: "Residual block" })).toBeNull();
  });

  test("takes 10,000 characters", () => {
    show();
    search("x".repeat(10_000));
    expect(screen.getByText(/^No layer is called/).textContent?.length).toBeLessThan(200);
  });

  test("adds nothing with Enter before a word was typed, nor where nothing fits", () => {
    show();
    fireEvent.keyDown(field(), { key: "Enter" });
    search("nothing like it");
    fireEvent.keyDown(field(), { key: "Enter" });
    expect(types()).toEqual(["input", "linear", "output"]);
  });

  test("says so where no layer fits, and is cleared with Escape", () => {
    show();
    search("zzz");
    expect(screen.getByText("No layer is called “zzz”. Try a shorter word.")).toBeTruthy();
    fireEvent.keyDown(field(), { key: "Escape" });
    expect(field().value).toBe("");
    expect(isOpen("Core")).toBe(true);
  });

  test("waits for the catalogue", () => {
    given({ catalogue: catalogueOf({}) });
    show();
    expect(screen.getByText("The layers are on their way.")).toBeTruthy();
  });
});

test("a click on a layer adds it before the output and selects it", () => {
  show();
  fireEvent.click(screen.getByRole("button", { name: "Tanh" }));
  const { file, selection } = useProject.getState();
  const [id = ""] = selection.nodes;
  expect(file.network.edges.map(({ source, target }) => `${source}>${target}`)).toEqual(
    expect.arrayContaining([`h>${id}`, `${id}>y`]),
  );
});
