import { fireEvent, screen } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import type { Status } from "../api/types";

import { usePreferences } from "../store/preferences";
import { useProject } from "../store/project";
import { useRunsState } from "../store/runs";
import { setSession, type Session } from "../session/session";
import { emptySeries } from "../store/series";
import { runInfo } from "../testing/fakes";
import { render } from "../testing/render";
import { seriesOf } from "../testing/values";
import { Transport } from "./Transport";

const verbs = {
  toggle: vi.fn(() => Promise.resolve()),
  step: vi.fn(() => Promise.resolve()),
  command: vi.fn(() => Promise.resolve()),
  reset: vi.fn(() => Promise.resolve()),
  newSeed: vi.fn(() => Promise.resolve()),
  setSpeed: vi.fn(() => Promise.resolve()),
};

beforeEach(() => {
  setSession(verbs as unknown as Session);
  usePreferences.getState().set({ speed: null });
});

afterEach(() => {
  setSession(null);
  useRunsState.setState({ run: null, live: {}, series: emptySeries(null), delayed: null });
});

it("drives the run with its buttons", () => {
  useRunsState.setState({ run: runInfo("r", { state: "running" }) });
  render(<Transport />);
  for (const name of ["Pause", "One batch further", "One epoch further", "Stop for good"]) {
    fireEvent.click(screen.getByRole("button", { name }));
  }
  fireEvent.click(screen.getByRole("button", { name: /New seed/ }));
  fireEvent.click(screen.getByRole("button", { name: /Reset/ }));
  expect(verbs.toggle).toHaveBeenCalledOnce();
  expect(verbs.step.mock.calls).toEqual([["batch"], ["epoch"]]);
  expect(verbs.command.mock.calls).toEqual([[{ type: "stop" }]]);
  expect(verbs.newSeed).toHaveBeenCalledOnce();
  expect(verbs.reset).toHaveBeenCalledOnce();
});

it("offers nothing for a run of somebody else, and shows where it is", () => {
  const { origin } = useProject.getState();
  const run = runInfo("r", { state: "paused", epoch: 3 });
  useRunsState.setState({ run, mayChange: false, lookedAt: origin });
  render(<Transport />);
  screen.getByText("Looking on");
  expect(screen.queryAllByRole("button")).toEqual([]);
  expect(screen.queryAllByRole("slider")).toEqual([]);
  expect(screen.getByTestId("epoch").textContent).toContain("3");
  useRunsState.setState({ mayChange: true, lookedAt: null });
});

it("says where the run is and what it does", () => {
  useRunsState.setState({ run: runInfo("r", { state: "paused", epoch: 412, step: 10_300 }) });
  render(<Transport />);
  expect(screen.getByTestId("epoch").textContent).toBe("000,412");
  expect(screen.getByTestId("step").textContent).toBe("10,300");
  expect(screen.getByRole("status").textContent).toBe("Paused at epoch 412, step 10300.");
  screen.getByRole("button", { name: "Play" });
});

describe("a counter that is ahead of what is saved", () => {
  const status: Status = {
    type: "status",
    run: "r",
    epoch: 3,
    step: 40,
    batch_loss: null,
    steps_per_second: 9,
  };
  const series = (...steps: number[]) => seriesOf(...steps.map((step) => ({ step })));

  it.each([
    ["says so while saving is delayed", "Saving is delayed.", series(10, 30), true],
    ["says nothing while all is saved within a second", null, series(10, 30), false],
    ["says nothing once it is saved", "Saving is delayed.", series(10, 40), false],
  ])("%s", (_, delayed, points, isSaid) => {
    useRunsState.setState({
      run: runInfo("r", { state: "running", step: 20 }),
      live: { status },
      series: { ...points, run: "r" },
      delayed,
    });
    render(<Transport />);
    expect(screen.getByTestId("step").textContent).toBe("40");
    expect(screen.queryByText(/not yet saved/) !== null).toBe(isSaid);
  });
});

it("cannot stop what is over, and tells why it ended", () => {
  const reason = "The loss became NaN at step 9.";
  useRunsState.setState({ run: runInfo("r", { state: "failed", reason }) });
  render(<Transport />);
  const stop = screen.getByRole("button", { name: "Stop for good" });
  expect((stop as HTMLButtonElement).disabled).toBe(true);
  expect(screen.getByRole("status").textContent).toContain(reason);
});

it("goes from one step a second to as fast as it goes", () => {
  render(<Transport />);
  const speed = screen.getByRole("slider", { name: "Speed" });
  expect(speed.getAttribute("aria-valuetext")).toBe("as fast as it goes");
  fireEvent.change(speed, { target: { value: "0" } });
  expect(verbs.setSpeed).toHaveBeenCalledWith(1);
});
