import { fireEvent, screen } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";

import { getHealth, type Health } from "../api/health";
import { useContinuing } from "../session/continueOnPaint";
import { useProject } from "../store/project";
import { useRunsState } from "../store/runs";
import { runInfo } from "../testing/fakes";
import { render } from "../testing/render";
import { freshStores, given } from "../testing/stores";
import { checked, problemAt, projectOf } from "../testing/values";
import { Notice } from "./Notice";

vi.mock("../api/health", () => ({ getHealth: vi.fn(() => Promise.reject(new Error("away"))) }));

const project = projectOf();
const bar = () => screen.queryByRole("status")?.textContent ?? null;

/** Puts a run of the drawing into the stores. With `changed`, the drawing is changed after the run was started. */
function shown(more: Parameters<typeof runInfo>[1] = {}, changed = false): void {
  given({ drawing: project, project, run: runInfo("r", { title: "Mine", ...more }) });
  given({ report: checked() });
  if (changed) useProject.getState().setTraining({ batch_size: 3 });
}

beforeEach(() => {
  freshStores();
  useContinuing.setState({ isSoon: false });
  useRunsState.setState({ connection: "open" });
});

it("is not there while nothing must be said", () => {
  shown({ state: "running" });
  render(<Notice />);
  expect(bar()).toBeNull();
});

it("says that the run is of somebody else, and offers a copy", () => {
  const makeMine = vi.fn(() => Promise.resolve());
  shown({ state: "failed", reason: "The loss is NaN." });
  given({ session: { makeMine } });
  useRunsState.setState({ mayChange: false, lookedAt: useProject.getState().origin });
  render(<Notice />);
  expect(bar()).toContain("You are looking on");
  fireEvent.click(screen.getByRole("button", { name: "Make it mine" }));
  expect(makeMine).toHaveBeenCalledOnce();
});

it("says that the line is lost before anything else", () => {
  shown({ state: "failed", reason: "The loss is NaN." });
  useRunsState.setState({ connection: "reconnecting", newVersion: "2" });
  render(<Notice />);
  expect(bar()).toContain("Reconnecting…");
});

it("says that another server has the runs, where this one answers so", async () => {
  const reason = "Another Torchground took over its runs.";
  vi.mocked(getHealth).mockResolvedValueOnce({ status: "waiting", reason } as Health);
  useRunsState.setState({ connection: "reconnecting" });
  render(<Notice />);
  await screen.findByText(reason);
});

it("says why saving is delayed, as the server does", () => {
  shown({ state: "failed", reason: "The loss is NaN." });
  const delayed = "Saving is delayed. The disk that the database is on is full.";
  useRunsState.setState({ delayed, newVersion: "2" });
  render(<Notice />);
  expect(bar()).toBe(delayed);
});

it("says that the server is another, with a button that loads the page again", () => {
  useRunsState.setState({ newVersion: "2.1" });
  render(<Notice />);
  expect(bar()).toContain("The server was updated to 2.1");
  screen.getByRole("button", { name: "Reload" });
});

it("says why a run failed", () => {
  shown({ state: "failed", reason: "The loss became NaN at step 9." });
  render(<Notice />);
  expect(bar()).toBe("The loss became NaN at step 9.");
});

describe("a drawing that changed since its run was started", () => {
  it("can be trained with a button", () => {
    const startDrawing = vi.fn(() => Promise.resolve());
    given({ session: { startDrawing } });
    shown({ state: "running" }, true);
    render(<Notice />);
    fireEvent.click(screen.getByRole("button", { name: "Train the new drawing" }));
    expect(startDrawing).toHaveBeenCalledOnce();
  });

  it("is not spoken of where the run is only a draft: another follows by itself", () => {
    shown({ draft: true }, true);
    render(<Notice />);
    expect(bar()).toBeNull();
  });

  it("is not spoken of where a run that goes on with what was painted comes in a moment", () => {
    shown({ state: "running" }, true);
    useContinuing.setState({ isSoon: true });
    render(<Notice />);
    expect(bar()).toBeNull();
  });

  it("and cannot train says so, with the first error and not the warning before it", () => {
    shown({ state: "running" }, true);
    const warning = problemAt("network", "slow", { severity: "warning" });
    given({ report: checked({ ok: false, problems: [warning, problemAt("data", "no data.")] }) });
    render(<Notice />);
    expect(bar()).toContain("still of the run “Mine”");
    expect(bar()).toContain("cannot train yet: no data.");
    expect(bar()).not.toContain("slow");
    expect(screen.queryByRole("button")).toBeNull();
  });

  it("is spoken of rather than why the run before it failed", () => {
    shown({ state: "failed", reason: "The loss is NaN." }, true);
    render(<Notice />);
    expect(bar()).toContain("The drawing has changed");
  });
});
