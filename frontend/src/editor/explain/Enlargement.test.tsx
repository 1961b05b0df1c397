import { act, screen, waitFor } from "@testing-library/react";
import { beforeEach, describe, expect, test } from "vitest";

import { featureMaps } from "../cards/measured";
import { drawn } from "../../testing/drawing";
import { freshEditor, nodeReportOf, renderInEditor } from "../../testing/editor";
import { valuesAt } from "../../testing/pictures";
import { floats } from "../../testing/readings";
import { freshStores, given, measured } from "../../testing/stores";
import { catalogueOf, checked, entryOf, projectOf } from "../../testing/values";
import { usePreferences } from "../../store/preferences";
import { useRunsState } from "../../store/runs";
import { runInfo } from "../../testing/fakes";
import { useEditor, type HoveredPart } from "../scene/state";
import { drawingOf } from "../scene/cards";
import { Enlargement } from "./Enlargement";
import { litWires } from "./LitParts";

beforeEach(() => {
  freshStores();
  freshEditor();
  given({
    catalogue: catalogueOf({ layers: [entryOf("linear", {}, { title: "Linear" })] }),
    drawing: projectOf(),
    report: checked({ nodes: { h: nodeReportOf([2, 2, 2], { num_params: 9 }) } }),
  });
  useRunsState.setState({ run: runInfo("r") });
});

const hover = (more: Partial<HoveredPart> = {}) =>
  useEditor.setState({
    part: {
      kind: "maps",
      card: "h",
      last: "h",
      isBeside: false,
      index: 1,
      across: 0.9,
      down: 0.1,
      box: new DOMRect(100, 200, 30, 30),
      ...more,
    },
  });
const tooltip = () => screen.queryByRole("tooltip");
const comes = (...values: number[]) => {
  act(() =>
    measured(
      featureMaps(usePreferences.getState().sample),
      valuesAt("h", floats([2, 2, 2], ...values)),
    ),
  );
};

describe("what is under the pointer", () => {
  test("is nothing where nothing is hovered", () => {
    renderInEditor(<Enlargement />);
    expect(tooltip()).toBeNull();
  });

  test("is named before it was measured, and told with its place after", () => {
    hover();
    renderInEditor(<Enlargement />);
    expect(tooltip()?.textContent).toBe("Linear: feature map 2");
    comes(1, 2, 3, 4, 5, 6, 7, 8);
    expect(tooltip()?.textContent).toContain("row 1, column 2");
    expect(tooltip()?.textContent).toContain("value …");
  });

  test("is enlarged, with a frame around the number", async () => {
    hover();
    renderInEditor(<Enlargement />);
    comes(1, 2, 3, 4, 5, 6, 7, 8);
    const canvas = tooltip()?.querySelector("canvas");
    if (!canvas) throw new Error("nothing is enlarged");
    await waitFor(() => expect(drawn(canvas, "strokeRect")).toEqual([[92, 0, 92, 92]]));
    expect(drawn(canvas, "drawImage").map((call) => call.slice(5))).toEqual([[0, 0, 184, 184]]);
  });

  test("stands right of its part where there is room, else left of it, and never above the screen", () => {
    hover();
    const { unmount } = renderInEditor(<Enlargement />);
    expect(tooltip()?.style).toMatchObject({ left: "142px", transform: "" });
    unmount();
    hover({ box: new DOMRect(window.innerWidth - 40, -500, 30, 30) });
    renderInEditor(<Enlargement />);
    expect(tooltip()?.style).toMatchObject({
      left: `${window.innerWidth - 52}px`,
      top: "8px",
      transform: "translateX(-100%)",
    });
  });

  test("is not told of a picture that the card no longer has", () => {
    hover({ kind: "cells" });
    renderInEditor(<Enlargement />);
    expect(tooltip()).toBeNull();
  });

  test("is not told of a card that is gone", () => {
    hover({ card: "gone", last: "gone" });
    renderInEditor(<Enlargement />);
    expect(tooltip()).toBeNull();
  });

  test("is a weight where a wire is hovered", () => {
    useEditor.setState({ weight: { node: "h", row: 2, column: 0, x: 10, y: 20 } });
    renderInEditor(<Enlargement />);
    expect(screen.getByRole("heading").textContent).toBe("Linear: weight from input 1 to unit 3");
  });
});

describe("the wires that carry numbers in the slow step", () => {
  const drawing = drawingOf(projectOf(), () => false);
  const lit = (flow: "forward" | "backward" | null, ...nodes: string[]) =>
    litWires(drawing, { phase: "forward", part: 0, node: null, readings: [], lit: nodes, flow });

  test("lead into what acts on the way forward, out of it on the way back", () => {
    expect(lit("forward", "h")).toEqual(["x>h:0"]);
    expect(lit("backward", "h")).toEqual(["h>y:0"]);
  });

  test("are none where nothing flows or nothing acts", () => {
    expect(lit(null, "h")).toEqual([]);
    expect(lit("forward")).toEqual([]);
  });
});
