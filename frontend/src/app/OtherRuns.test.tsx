import { act, fireEvent, screen } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";

import { useComparisonState } from "../store/comparison";
import { useMessages } from "../store/messages";
import { useRunsState } from "../store/runs";
import { runInfo } from "../testing/fakes";
import { render } from "../testing/render";
import { freshStores, given } from "../testing/stores";
import { seriesOf } from "../testing/values";
import { OtherRuns } from "./OtherRuns";

const tellRun = vi.fn(() => Promise.resolve());
const showRun = vi.fn(() => Promise.resolve());
const [A, B] = [
  runInfo("a", { state: "running", title: "Spirals", epoch: 12, epochs: 500 }),
  runInfo("b", { state: "running", title: "Rings" }),
];

beforeEach(() => {
  freshStores();
  vi.clearAllMocks();
  given({ session: { tellRun, showRun } });
});

const sentences = () => useMessages.getState().messages.map(({ sentence }) => sentence);

it("is not there while nothing trains but what is on the screen", () => {
  useRunsState.setState({ run: A, runs: [A, runInfo("c", { state: "finished" })] });
  render(<OtherRuns />);
  expect(screen.queryByRole("button")).toBeNull();
});

it("says that the run before goes on when another takes the screen, and pauses it", () => {
  useRunsState.setState({ run: A, runs: [A, B] });
  render(<OtherRuns />);
  expect(sentences()).toEqual([]);
  act(() => useRunsState.setState({ run: B }));
  expect(sentences()).toEqual(["“Spirals” goes on training behind this"]);
  act(() => useMessages.getState().messages[0]?.action?.run());
  expect(tellRun).toHaveBeenCalledExactlyOnceWith("a", { type: "pause" });
  act(() => useRunsState.setState({ runs: [{ ...A, state: "paused" }, B] }));
  expect(sentences()).toEqual([]);
});

it("lists them with how far they are, to show them or to pause all", async () => {
  useRunsState.setState({ run: null, runs: [A, B] });
  render(<OtherRuns />);
  fireEvent.click(screen.getByRole("button", { name: "2 other runs train" }));
  await screen.findByText("Spirals, epoch 12 of 500");
  fireEvent.click(screen.getAllByRole("button", { name: "Show" })[0] as HTMLElement);
  expect(showRun).toHaveBeenCalledExactlyOnceWith("a");
  fireEvent.click(screen.getByRole("button", { name: "Pause all 2" }));
  expect(tellRun).toHaveBeenCalledTimes(2);
});

it("does not count the runs that are compared on the screen", () => {
  const compared = { colour: 0, project: null, series: seriesOf() };
  useRunsState.setState({ run: A, runs: [A, B] });
  useComparisonState.setState({ isOpen: true, runs: [{ ...compared, id: "b", info: B }] });
  render(<OtherRuns />);
  expect(screen.queryByRole("button")).toBeNull();
});
