import { act, fireEvent, screen, waitFor } from "@testing-library/react";
import { ReactFlowProvider } from "@xyflow/react";
import { beforeEach, describe, expect, test } from "vitest";

import { usePreferences } from "../../store/preferences";
import { useRunsState } from "../../store/runs";
import { drawn } from "../../testing/drawing";
import { freshEditor } from "../../testing/editor";
import { runInfo } from "../../testing/fakes";
import { cardScene, valuesAt } from "../../testing/pictures";
import { floats } from "../../testing/readings";
import { render } from "../../testing/render";
import { freshStores, measured } from "../../testing/stores";
import { featureMaps } from "../cards/measured";
import { useEditor } from "../scene/state";
import { anchorsOf } from "../wires/anchors";
import { PictureCanvas } from "./PictureCanvas";

/** A column of three cells. */
const { picture } = cardScene({ shape: [3] }, []);

beforeEach(() => {
  freshStores();
  freshEditor();
  useRunsState.setState({ run: runInfo("r") });
});

function show() {
  const view = render(
    <ReactFlowProvider>
      <PictureCanvas
        picture={picture}
        card="h"
        last="h"
        isInput={false}
        label="Linear: its numbers"
      />
    </ReactFlowProvider>,
  );
  const canvas = screen.getByRole<HTMLCanvasElement>("img", { name: "Linear: its numbers" });
  // The canvas at a zoom of 2.
  const [width, height] = [picture.width * 2, picture.height * 2];
  canvas.getBoundingClientRect = () => new DOMRect(100, 50, width, height);
  return { ...view, canvas };
}
const point = (canvas: HTMLElement, x: number, y: number, buttons = 0) =>
  fireEvent.pointerMove(canvas, { clientX: 100 + 2 * x, clientY: 50 + 2 * y, buttons });

describe("the picture on a card", () => {
  test("is painted before anything was measured, and again with every frame", async () => {
    const { canvas } = show();
    await waitFor(() => expect(drawn(canvas, "clearRect")).toHaveLength(1));
    expect(drawn(canvas, "drawImage")).toEqual([]);
    const probe = featureMaps(usePreferences.getState().sample);
    act(() => measured(probe, valuesAt("h", floats([3], 1, 2, 3))));
    await waitFor(() => expect(drawn(canvas, "drawImage")).toHaveLength(3));
  });

  test("is sharper than CSS pixels", async () => {
    const { canvas } = show();
    await waitFor(() => expect(canvas.width).toBe(Math.round(picture.width * 1.5)));
    expect(canvas.style.width).toBe(`${picture.width}px`);
  });

  test("tells where the wires of its units end, until it goes", () => {
    const { unmount } = show();
    expect(anchorsOf("h")).toEqual({ ports: picture.ports });
    unmount();
    expect(anchorsOf("h")).toBeUndefined();
  });
});

describe("the pointer on a picture", () => {
  const second = picture.tiles[1]!;

  test("is over a part, with the place in it and the part on the screen", () => {
    const { canvas } = show();
    point(canvas, second.x + second.width / 2, second.y + second.height / 4);
    const { part } = useEditor.getState();
    expect(part).toMatchObject({ kind: "cells", card: "h", index: 1, across: 0.5, down: 0.25 });
    expect(part?.box).toMatchObject({ y: 50 + 2 * second.y, width: 2 * second.width });
  });

  test("is over nothing between two parts", () => {
    const { canvas } = show();
    point(canvas, second.x + 1, second.y + 1);
    point(canvas, second.x + 1, second.y - 2);
    expect(useEditor.getState().part).toBeNull();
  });

  test("is over nothing while something is dragged", () => {
    const { canvas } = show();
    point(canvas, second.x + 1, second.y + 1, 1);
    expect(useEditor.getState().part).toBeNull();
  });

  test("is over nothing when it left", () => {
    const { canvas } = show();
    point(canvas, second.x + 1, second.y + 1);
    fireEvent.pointerLeave(canvas);
    expect(useEditor.getState().part).toBeNull();
  });
});
