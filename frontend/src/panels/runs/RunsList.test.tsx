import { act, fireEvent, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";

import type { RunInfo } from "../../api/types";
import { useComparisonState, withRun } from "../../store/comparison";
import { runInfo } from "../../testing/fakes";
import { render } from "../../testing/render";
import { freshStores, given } from "../../testing/stores";
import { seriesOf } from "../../testing/values";
import { RunsList } from "./RunsList";
import { startFromRun } from "./startFromRun";

vi.mock("./startFromRun", () => ({ startFromRun: vi.fn() }));

const verbs = {
  showRun: vi.fn(() => Promise.resolve()),
  deleteRun: vi.fn(() => Promise.resolve()),
  compare: vi.fn(),
  uncompare: vi.fn(),
};

beforeEach(() => {
  freshStores();
  given({ session: verbs });
});
afterEach(() => {
  vi.useRealTimers();
});

const row = (title: string) => screen.getByText(title).closest("li") as HTMLElement;
const button = (name: string) => screen.getByRole<HTMLButtonElement>("button", { name });
const shown = (...runs: RunInfo[]) => render(<RunsList runs={runs} />);

test("where nothing ran it is said how to begin", () => {
  shown();
  screen.getByText("No run yet. Press play, and it is kept here.");
});

test("a run says its state, how far it is and how well it did", () => {
  const final = { test_loss: 0.25, train_loss: 0.1, test_accuracy: 0.912 };
  shown(runInfo("a", { title: "Moons", state: "finished", epoch: 1500, final }));
  expect(row("Moons").textContent).toContain("finished · 1,500");
  expect(row("Moons").textContent).toContain("91.2 %");
  expect(row("Moons").textContent).toContain("0.2500");
});

test("the tooltip tells runs of the same title from each other", () => {
  shown(runInfo("a", { num_params: 12_345, state: "failed", reason: "The loss became NaN." }));
  const title = screen.getByText("Untitled").closest("button")?.title ?? "";
  expect(title).toMatch(
    /^Untitled · failed · epoch .* · started .* · 12,345 parameters · The loss became NaN/,
  );
});

test("a click puts a run on the screen, and the one that is there says so", () => {
  const [a, b] = [runInfo("a", { title: "A" }), runInfo("b", { title: "B" })];
  given({ run: a });
  shown(a, b);
  const open = (title: string) => screen.getByText(title).closest("button") as HTMLElement;
  expect(open("A").getAttribute("aria-current")).toBe("true");
  expect(open("B").getAttribute("aria-current")).toBeNull();
  fireEvent.click(open("B"));
  expect(verbs.showRun).toHaveBeenCalledExactlyOnceWith("b");
});

test("the run on the screen is as far as its points say, not as the list", () => {
  const run = runInfo("a", { title: "A", epoch: 2 });
  const metrics = { test_accuracy: 0.75 };
  given({ run, series: seriesOf({ epoch: 9, step: 90, test_loss: 0.5, metrics }) });
  shown(run);
  expect(row("A").textContent).toContain("paused · 9");
  expect(row("A").textContent).toContain("75.0 %");
  expect(row("A").textContent).toContain("0.5000");
});

test("a compared run is as far as its own points say", () => {
  const run = runInfo("b", { title: "B" });
  const series = seriesOf({ epoch: 7, test_loss: 0.125 });
  useComparisonState.setState(withRun({ runs: [], isOpen: true }, { id: "b", series }));
  shown(run);
  expect(row("B").textContent).toContain("paused · 7");
  expect(row("B").textContent).toContain("0.1250");
});

test("a run is ticked to be compared, and ticked again to leave", () => {
  const run = runInfo("b", { title: "B" });
  shown(run);
  const tick = () => screen.getByRole<HTMLInputElement>("checkbox", { name: "Compare the run B" });
  expect(tick().checked).toBe(false);
  fireEvent.click(tick());
  expect(verbs.compare).toHaveBeenCalledExactlyOnceWith("b");
  act(() => useComparisonState.setState(withRun({ runs: [], isOpen: false }, { id: "b" })));
  expect(tick().checked).toBe(true);
  fireEvent.click(tick());
  expect(verbs.uncompare).toHaveBeenCalledExactlyOnceWith("b");
});

test("a drawing starts from the weights of a run that took a step", () => {
  shown(runInfo("a", { title: "A", step: 10 }), runInfo("b", { title: "B", step: 0 }));
  fireEvent.click(button("Start the drawing from the weights of A"));
  expect(startFromRun).toHaveBeenCalledExactlyOnceWith("a", "A");
  expect(button("Start the drawing from the weights of B").disabled).toBe(true);
});

test("a run is deleted with the second click", () => {
  shown(runInfo("a", { title: "A" }));
  fireEvent.click(button("Delete the run A"));
  expect(verbs.deleteRun).not.toHaveBeenCalled();
  fireEvent.click(button("Click again to delete the run A for good"));
  expect(verbs.deleteRun).toHaveBeenCalledExactlyOnceWith("a");
});

test("a second click that does not come in four seconds is not waited for", () => {
  vi.useFakeTimers();
  shown(runInfo("a", { title: "A" }));
  fireEvent.click(button("Delete the run A"));
  act(() => void vi.advanceTimersByTime(3_999));
  button("Click again to delete the run A for good");
  act(() => void vi.advanceTimersByTime(1));
  button("Delete the run A");
});

test("only the newest are listed, and the one on the screen", () => {
  const many = Array.from({ length: 150 }, (_, n) => runInfo(`r${n}`, { title: `Run ${n}` }));
  given({ run: many[140] });
  shown(...many);
  expect(screen.getAllByRole("listitem")).toHaveLength(101);
  screen.getByText("Run 99");
  screen.getByText("Run 140");
});
