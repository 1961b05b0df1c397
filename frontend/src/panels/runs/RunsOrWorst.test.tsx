import { fireEvent, screen } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";

import { useComparisonState, withRun } from "../../store/comparison";
import { useForkDialog } from "../../store/forkDialog";
import { usePreferences } from "../../store/preferences";
import { useRunsState } from "../../store/runs";
import { runInfo } from "../../testing/fakes";
import { floats } from "../../testing/readings";
import { render } from "../../testing/render";
import { freshStores, given, measured } from "../../testing/stores";
import { dataInfo, previewOf, projectOf } from "../../testing/values";
import { WORST } from "../readings/probes";
import { RunsOrWorst } from "./RunsOrWorst";

const openComparison = vi.fn();
const PICTURES = previewOf({ kind: "images", info: dataInfo({ shape: [1, 8, 8] }) });

beforeEach(() => {
  freshStores();
  given({ session: { openComparison } });
});

function ticked(...ids: string[]) {
  const none = { runs: [], isOpen: false };
  useComparisonState.setState(
    ids.reduce((state, id) => withRun(state, { id }), none as Parameters<typeof withRun>[0]),
  );
}

const button = (name: string) => screen.getByRole<HTMLButtonElement>("button", { name });

test("the runs are counted in the title", () => {
  useRunsState.setState({ runs: [runInfo("a"), runInfo("b", { title: "B" })] });
  render(<RunsOrWorst />);
  screen.getByRole("heading", { name: "Runs · 2" });
});

test("data without pictures have no hardest samples", () => {
  given({ project: projectOf(), preview: previewOf() });
  render(<RunsOrWorst />);
  expect(screen.queryByRole("radiogroup")).toBeNull();
});

test("of pictures the hardest test samples are seen first, then the runs", () => {
  given({ project: projectOf(), preview: PICTURES });
  render(<RunsOrWorst />);
  screen.getByRole("heading", { name: "Hardest test samples" });
  fireEvent.click(screen.getByRole("radio", { name: "runs" }));
  screen.getByRole("heading", { name: "Runs · 0" });
});

test("while runs are compared, the runs are seen first", () => {
  given({ project: projectOf(), preview: PICTURES });
  useComparisonState.setState({ isOpen: true });
  render(<RunsOrWorst />);
  screen.getByRole("heading", { name: "Runs · 0" });
});

test("a hard sample that is clicked is shown in the network", () => {
  given({ project: projectOf(), preview: PICTURES });
  measured(WORST, {
    kind: "samples",
    path: "",
    tensors: {
      images: floats([1, 2, 2], 0, 1, 1, 0),
      index: floats([1], 7),
      target: floats([1], 1),
      predicted: floats([1], 0),
      loss: floats([1], 2.5),
    },
    facts: { classes: ["cat", "dog"] },
  });
  render(<RunsOrWorst />);
  fireEvent.click(screen.getByRole("button", { name: /^Test sample 8: dog taken for cat/ }));
  expect(usePreferences.getState().sample).toEqual({ index: 7, of: "test" });
});

test("one ticked run waits for a second to be compared with", () => {
  ticked("a");
  render(<RunsOrWorst />);
  expect(button("Compare 1").disabled).toBe(true);
  expect(button("Compare 1").title).toBe("Tick one more run");
});

test("two ticked runs can be laid side by side", () => {
  ticked("a", "b");
  render(<RunsOrWorst />);
  fireEvent.click(button("Compare 2"));
  expect(openComparison).toHaveBeenCalledOnce();
});

test("what is side by side already has no such button", () => {
  ticked("a", "b");
  useComparisonState.setState({ isOpen: true });
  render(<RunsOrWorst />);
  expect(screen.queryByRole("button", { name: /Compare 2/ })).toBeNull();
});

test("only a run on the screen can be forked", () => {
  const { unmount } = render(<RunsOrWorst />);
  expect(button("Fork with one change…").disabled).toBe(true);
  unmount();
  given({ run: runInfo("a") });
  render(<RunsOrWorst />);
  fireEvent.click(button("Fork with one change…"));
  expect(useForkDialog.getState().isOpen).toBe(true);
});
