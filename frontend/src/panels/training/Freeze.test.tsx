import { fireEvent, screen } from "@testing-library/react";
import { beforeEach, expect, test } from "vitest";

import type { NodeReport } from "../../api/types";
import { undo, useProject } from "../../store/project";
import { render } from "../../testing/render";
import { freshStores, given } from "../../testing/stores";
import { checked, projectOf } from "../../testing/values";
import { Freeze } from "./Freeze";

beforeEach(freshStores);

type Fate = NodeReport["start"];

/** A project with the layers `h` and `y`, each with the state of its start weights. */
function started(h: Fate, y: Fate, trainable = true) {
  const { network, ...rest } = projectOf();
  const nodes = network.nodes.map((node) => ({ ...node, trainable }));
  const learning = (start: Fate): NodeReport => {
    return { input_shapes: [], max_inputs: 1, num_params: 6, shape: [2], start, vocab: null };
  };
  given({
    drawing: projectOf({ ...rest, network: { ...network, nodes } }),
    report: checked({
      nodes: { x: { ...learning(null), num_params: 0 }, h: learning(h), y: learning(y) },
    }),
  });
  render(<Freeze />);
}

const frozen = () =>
  useProject
    .getState()
    .file.network.nodes.filter(({ trainable }) => !trainable)
    .map(({ id }) => id);

test("there is nothing to freeze where no weights were taken", () => {
  started(null, "does not fit");
  expect(screen.queryByRole("button")).toBeNull();
});

test("the layers whose weights were taken are frozen, the others learn", () => {
  started("taken", "does not fit");
  fireEvent.click(screen.getByRole("button", { name: "Freeze the layer that was taken" }));
  expect(frozen()).toEqual(["h"]);
});

test("where all weights were taken the output is left to learn", () => {
  started("taken", "taken");
  fireEvent.click(screen.getByRole("button", { name: "Freeze the layer that was taken" }));
  expect(frozen()).toEqual(["h"]);
});

test("frozen layers can learn again, in one step that can be undone", () => {
  started("taken", null, false);
  fireEvent.click(screen.getByRole("button", { name: "Let the layer learn again" }));
  expect(frozen()).toEqual(["x", "y"]);
  undo();
  expect(frozen()).toEqual(["x", "h", "y"]);
});
