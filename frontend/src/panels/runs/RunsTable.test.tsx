import { act, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";

import type { ProjectFile, RunInfo } from "../../api/types";
import { useRunsState } from "../../store/runs";
import { openRunsTable, useRunsTable } from "../../store/runsTable";
import { runInfo } from "../../testing/fakes";
import { render } from "../../testing/render";
import { freshStores, given } from "../../testing/stores";
import { projectOf } from "../../testing/values";
import { RunsTable } from "./RunsTable";
import { startFromRun } from "./startFromRun";

vi.mock("./startFromRun", () => ({ startFromRun: vi.fn() }));

const projects = new Map<string, ProjectFile>();
const verbs = {
  showRun: vi.fn(() => Promise.resolve()),
  deleteRuns: vi.fn((ids: readonly string[]) => Promise.resolve(ids.length)),
  labelRun: vi.fn(() => Promise.resolve()),
  listRuns: vi.fn(() => Promise.resolve()),
  openComparison: vi.fn(),
  projectOfRun: vi.fn((id: string) => Promise.resolve(projects.get(id) ?? projectOf())),
};

beforeEach(() => {
  freshStores();
  vi.clearAllMocks();
  given({ session: verbs });
});

/** Each test has runs of its own: projects are kept from test to test. */
let numTests = 0;

function shown(...more: Partial<RunInfo>[]): RunInfo[] {
  numTests += 1;
  const runs = more.map((one, at) => runInfo(`t${numTests}-${at}`, { step: 5, ...one }));
  useRunsState.setState({ runs, connection: "open" });
  openRunsTable(null);
  render(<RunsTable />);
  return runs;
}

const grid = () => screen.getByRole("grid", { name: "Runs" });
const rows = () => within(grid()).getAllByRole("row").slice(1);
const names = () => rows().map((row) => row.querySelector('[data-column="title"]')?.textContent);
const chosen = () => grid().querySelector("[data-chosen]")?.querySelector("[data-column=title]");
const press = (key: string, more: object = {}) => fireEvent.keyDown(grid(), { key, ...more });
const button = (name: string | RegExp) => screen.getByRole<HTMLButtonElement>("button", { name });
const ticks = (name: string) => screen.getByRole<HTMLInputElement>("checkbox", { name });
const field = (name: string) => screen.getByRole<HTMLInputElement>("textbox", { name });

test("all runs are asked for when it opens, and again after a lost connection", async () => {
  shown({ title: "A" }, { title: "B" });
  expect(screen.getByText("2 runs, listing …")).toBeTruthy();
  await screen.findByText("2 runs");
  expect(verbs.listRuns).toHaveBeenCalledOnce();
  act(() => useRunsState.setState({ connection: "reconnecting" }));
  act(() => useRunsState.setState({ connection: "open" }));
  expect(verbs.listRuns).toHaveBeenCalledTimes(2);
});

test("of 5,000 runs only those in sight are drawn, and each is reached by keys", () => {
  shown(...Array.from({ length: 5_000 }, (_, n) => ({ title: `Run ${n}` })));
  expect(grid().getAttribute("aria-rowcount")).toBe("5001");
  expect(rows().length).toBeLessThan(60);
  press("End");
  expect(chosen()?.textContent).toBe("Run 4999");
  expect(chosen()?.closest("tr")?.getAttribute("aria-rowindex")).toBe("5001");
  expect(grid().getAttribute("aria-activedescendant")).toBe(chosen()?.closest("tr")?.id);
  press("Home");
  press("ArrowDown");
  expect(chosen()?.textContent).toBe("Run 1");
  expect(rows().length).toBeLessThan(60);
});

test("a click on a head sorts, a second one the other way round", () => {
  shown({ title: "B", seed: 2 }, { title: "A", seed: 10 }, { title: "C", seed: null });
  fireEvent.click(button("Name"));
  expect(names()).toEqual(["A", "B", "C"]);
  fireEvent.click(button("Name"));
  expect(names()).toEqual(["C", "B", "A"]);
  fireEvent.click(button("Seed"));
  expect(names()).toEqual(["B", "A", "C"]);
  expect(screen.getByRole("columnheader", { name: "Seed" }).getAttribute("aria-sort")).toBe(
    "ascending",
  );
});

test("a search shows what it finds, a tag what has it", async () => {
  shown(
    { title: "Moons", tags: ["good"] },
    { title: "Rings" },
    { title: "Spirals", tags: ["good"] },
  );
  fireEvent.click(within(rows()[0] as HTMLElement).getByText("good"));
  await waitFor(() => expect(names()).toEqual(["Moons", "Spirals"]));
  await screen.findByText("2 of 3 runs");
  fireEvent.change(screen.getByRole("searchbox"), { target: { value: "ring" } });
  await waitFor(() => expect(names()).toEqual(["Rings"]));
  fireEvent.change(screen.getByRole("searchbox"), { target: { value: "nothing" } });
  await screen.findByText("No run is found; search for less.");
});

test("a run opens with Enter and with a double click", () => {
  const [a, b] = shown({ title: "A" }, { title: "B" });
  fireEvent.doubleClick(rows()[1] as HTMLElement);
  expect(verbs.showRun).toHaveBeenLastCalledWith(b?.id);
  expect(useRunsTable.getState().isOpen).toBe(false);
  press("Home");
  press("Enter");
  expect(verbs.showRun).toHaveBeenLastCalledWith(a?.id);
});

test("the name and the notes of the chosen run are changed in their fields", async () => {
  const [a] = shown({ title: "A", own_notes: "" });
  press("ArrowDown");
  press("F2");
  expect(document.activeElement).toBe(field("Name"));
  fireEvent.change(field("Name"), { target: { value: " Better " } });
  fireEvent.keyDown(field("Name"), { key: "Enter" });
  expect(verbs.labelRun).toHaveBeenLastCalledWith(a?.id, { title: "Better" });
  await screen.findByText("Saved.");
  fireEvent.change(field("Notes"), { target: { value: "Found it." } });
  fireEvent.blur(field("Notes"));
  expect(verbs.labelRun).toHaveBeenLastCalledWith(a?.id, { own_notes: "Found it." });
});

test("a field that is left as it was, or a name that is emptied, saves nothing", () => {
  shown({ title: "A" });
  press("ArrowDown");
  for (const typed of ["A", "  ", "A  "]) {
    fireEvent.change(field("Name"), { target: { value: typed } });
    fireEvent.blur(field("Name"));
  }
  expect(verbs.labelRun).not.toHaveBeenCalled();
});

test("what cannot be saved stays in its field, with why", async () => {
  verbs.labelRun.mockRejectedValueOnce(new Error("saving fails just now"));
  shown({ title: "A" });
  press("ArrowDown");
  fireEvent.change(field("Notes"), { target: { value: "A long thought" } });
  fireEvent.blur(field("Notes"));
  expect((await screen.findByRole("alert")).textContent).toBe("saving fails just now");
  expect(field("Notes").value).toBe("A long thought");
});

test("ticked runs are deleted after a question that names them", async () => {
  const [a, , c] = shown({ title: "A", state: "running" }, { title: "B" }, { title: "C" });
  fireEvent.click(ticks("Tick the run A"));
  fireEvent.click(ticks("Tick the run C"));
  screen.getByText("2 ticked");
  fireEvent.click(button("Delete…"));
  const question = screen.getByRole("alertdialog");
  expect(question.textContent).toContain("Delete 2 runs for good");
  expect(question.textContent).toContain("One of them trains.");
  const keep = within(question).getByRole("button", { name: "Keep" });
  expect(document.activeElement).toBe(keep);
  fireEvent.keyDown(keep, { key: "Escape" });
  expect(verbs.deleteRuns).not.toHaveBeenCalled();
  expect(document.activeElement).toBe(grid());
  fireEvent.click(button("Delete…"));
  fireEvent.click(within(screen.getByRole("alertdialog")).getByText("Delete"));
  await waitFor(() => expect(screen.queryByRole("alertdialog")).toBeNull());
  expect(verbs.deleteRuns).toHaveBeenCalledExactlyOnceWith([a?.id, c?.id]);
  expect(useRunsTable.getState().ticked.size).toBe(0);
});

test("only what is shown is ticked by Ctrl+A, and deleted", async () => {
  const [a] = shown({ title: "Moons" }, { title: "Rings" });
  fireEvent.click(ticks("Tick the run Rings"));
  fireEvent.change(screen.getByRole("searchbox"), { target: { value: "moon" } });
  await waitFor(() => expect(names()).toEqual(["Moons"]));
  press("a", { ctrlKey: true });
  press("ArrowDown");
  press("Delete");
  fireEvent.click(within(screen.getByRole("alertdialog")).getByText("Delete"));
  expect(verbs.deleteRuns).toHaveBeenCalledExactlyOnceWith([a?.id]);
});

test("two to six ticked runs are compared", () => {
  const runs = shown(...Array.from({ length: 7 }, (_, n) => ({ title: `Run ${n}` })));
  press("Home");
  press("ArrowDown", { shiftKey: true });
  fireEvent.click(button("Compare"));
  expect(verbs.openComparison).toHaveBeenCalledExactlyOnceWith([runs[0]?.id, runs[1]?.id]);
  act(() => useRunsTable.setState({ isOpen: true }));
  press("a", { ctrlKey: true });
  expect(button("Compare").disabled).toBe(true);
});

test("ticked runs are tagged together, those that have the tag are left", async () => {
  const [a, , c] = shown({ tags: ["x"] }, { tags: ["good"] }, {});
  press("a", { ctrlKey: true });
  fireEvent.click(button("Tag…"));
  const word = await screen.findByRole("textbox", { name: "A tag for all ticked runs" });
  fireEvent.change(word, { target: { value: " good " } });
  fireEvent.submit(word);
  await waitFor(() => expect(verbs.labelRun).toHaveBeenCalledTimes(2));
  expect(verbs.labelRun.mock.calls).toEqual([
    [a?.id, { tags: ["x", "good"] }],
    [c?.id, { tags: ["good"] }],
  ]);
});

test("what differs from the run on the screen stands in each row, or from another one", async () => {
  const base = projectOf();
  const [a, b] = shown({ title: "A" }, { title: "B" });
  const onScreen = runInfo(`screen${numTests}`);
  projects.set(onScreen.id, base);
  projects.set(a?.id ?? "", base);
  projects.set(b?.id ?? "", { ...base, training: { ...base.training, batch_size: 64, seed: 9 } });
  act(() => useRunsState.setState({ run: onScreen }));
  const differs = (at: number) =>
    rows()[at]?.querySelector('[data-column="differs"]')?.textContent ?? "";
  await waitFor(() => expect(differs(1)).toBe("Seed 9, Batch size 64"));
  expect(differs(0)).toBe("nothing");
  fireEvent.click(rows()[1] as HTMLElement);
  fireEvent.click(button("Hold all against this run"));
  await waitFor(() => expect(differs(0)).toContain("Seed 1"));
  expect(differs(1)).toBe("all others are held against it");
});

test("the drawing starts from the weights of the chosen run", () => {
  const [a] = shown({ title: "A" });
  fireEvent.click(rows()[0] as HTMLElement);
  fireEvent.click(button("Use its weights"));
  expect(startFromRun).toHaveBeenCalledExactlyOnceWith(a?.id, "A");
});
