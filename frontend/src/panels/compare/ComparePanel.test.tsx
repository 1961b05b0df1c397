import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";

import type { PlotlyChartProps } from "../../components/PlotlyChart";
import {
  useComparisonState,
  withRun,
  type Compared,
  type Comparison,
} from "../../store/comparison";
import { useForkDialog } from "../../store/forkDialog";
import { usePreferences } from "../../store/preferences";
import { runInfo } from "../../testing/fakes";
import { render } from "../../testing/render";
import { freshStores, given } from "../../testing/stores";
import { dataInfo, previewOf, projectOf, seriesOf } from "../../testing/values";
import { ComparePanel } from "./ComparePanel";

const charts = vi.hoisted(() => [] as PlotlyChartProps[]);
vi.mock("../../components/usePlotly", () => ({ usePlotly: () => true }));
vi.mock("../../components/PlotlyChart", () => ({
  PlotlyChart: (props: PlotlyChartProps) => {
    charts.push(props);
    return <div role="img" aria-label={props.label} />;
  },
}));

const verbs = {
  commandCompared: vi.fn(() => Promise.resolve()),
  closeComparison: vi.fn(),
  uncompare: vi.fn(),
  showRun: vi.fn(() => Promise.resolve()),
};

beforeEach(() => {
  freshStores();
  charts.length = 0;
  given({ session: verbs });
});

const training = (seed: number) => ({ ...projectOf().training, seed });
const ONE: Partial<Compared> = {
  info: runInfo("a", { title: "Spirals", state: "running" }),
  project: projectOf({ training: training(1) }),
  series: seriesOf({
    epoch: 1500,
    test_loss: 0.5,
    train_loss: 0.25,
    metrics: { test_accuracy: 0.75 },
  }),
};
const OTHER: Partial<Compared> = {
  info: runInfo("b", { title: "seed 2 · Spirals", state: "finished" }),
  project: projectOf({ training: training(2) }),
  series: seriesOf({
    epoch: 7,
    test_loss: 0.75,
    train_loss: 0.125,
    metrics: { test_accuracy: 0.5 },
  }),
};

function comparing(...runs: Partial<Compared>[]) {
  const none: Comparison = { runs: [], isOpen: true };
  const ids = ["a", "b", "c", "d", "e"];
  useComparisonState.setState(
    runs.reduce<Comparison>(
      (state, run, at) => withRun(state, { ...run, id: ids[at] ?? "" }),
      none,
    ),
  );
  render(<ComparePanel />);
}

const chart = () => charts.at(-1) as PlotlyChartProps;
const button = (name: string) => screen.getByRole<HTMLButtonElement>("button", { name });

/** The texts in the row of the table with this heading. */
function row(heading: string): (string | null)[] {
  const cells = screen
    .getByRole("rowheader", { name: heading })
    .closest("tr")
    ?.querySelectorAll("td");
  return [...(cells ?? [])].map((cell) => cell.textContent);
}

test("the runs are counted, and each has a curve of its test loss", () => {
  comparing(ONE, OTHER);
  screen.getByRole("heading", { name: "Compare · 2 runs" });
  expect(chart().lines.map(({ name, y }) => [name, Array.from(y)])).toEqual([
    ["Spirals", [0.5]],
    ["seed 2 · Spirals", [0.75]],
  ]);
  expect(chart().label).toBe("test loss of 2 runs by epoch");
});

test("another quantity can be drawn", () => {
  comparing(ONE, OTHER);
  fireEvent.change(screen.getByRole("combobox", { name: "What the curves show" }), {
    target: { value: "test_accuracy" },
  });
  expect(chart().yTitle).toBe("test accuracy");
  expect(chart().lines.map(({ y }) => Array.from(y))).toEqual([[0.75], [0.5]]);
});

test("from the fourth run on colours are told apart by dashes too", () => {
  comparing(ONE, OTHER, ONE, OTHER, ONE);
  expect(chart().lines.map(({ dash }) => dash)).toEqual([
    "solid",
    "solid",
    "solid",
    "dash",
    "dash",
  ]);
});

test("the scale is logarithmic where it is ticked", () => {
  comparing(ONE, OTHER);
  fireEvent.click(screen.getByRole("checkbox", { name: "log" }));
  expect(usePreferences.getState().logLoss).toBe(true);
  expect(chart().log).toBe(true);
});

test.each([
  ["Pause all", "pause"],
  ["Stop all", "stop"],
  ["Play all", "play"],
])("%s", (name, command) => {
  comparing(
    { ...ONE, info: runInfo("a", { state: "running" }) },
    { ...OTHER, info: runInfo("b", { state: "paused" }) },
  );
  fireEvent.click(button(name));
  expect(verbs.commandCompared).toHaveBeenLastCalledWith(command);
});

test("what applies to none of the runs cannot be pressed", () => {
  const over = { ...ONE, info: runInfo("a", { state: "failed" }) };
  comparing(over, over);
  expect(button("Pause all").disabled).toBe(true);
  expect(button("Stop all").disabled).toBe(true);
});

test("the comparison is closed, and a fork begun, from its title", () => {
  comparing(ONE, OTHER);
  fireEvent.click(button("Close the comparison; the runs go on"));
  expect(verbs.closeComparison).toHaveBeenCalledOnce();
  fireEvent.click(button("Fork…"));
  expect(useForkDialog.getState().isOpen).toBe(true);
});

test("each column is headed by what is the run's own in its title", () => {
  comparing(ONE, OTHER);
  expect(button("Show the run Spirals").textContent).toBe("Spirals");
  expect(button("Show the run seed 2 · Spirals").textContent).toBe("seed 2");
});

test("a click on a heading puts that run on the screen", () => {
  given({ run: runInfo("a") });
  comparing(ONE, OTHER);
  expect(button("Show the run Spirals").getAttribute("aria-current")).toBe("true");
  fireEvent.click(button("Show the run seed 2 · Spirals"));
  expect(verbs.showRun).toHaveBeenCalledExactlyOnceWith("b");
});

test("a run is taken out of the comparison", () => {
  comparing(ONE, OTHER);
  fireEvent.click(button("Take Spirals out of the comparison"));
  expect(verbs.uncompare).toHaveBeenCalledExactlyOnceWith("a");
});

test("a setting in which the runs differ has a row, one in which they are alike has none", () => {
  comparing(ONE, OTHER);
  expect(row("Seed")).toEqual(["1", "2"]);
  expect(screen.queryByRole("rowheader", { name: "Epochs" })).toBeNull();
});

test("how far each run came is told with its state", () => {
  comparing(ONE, OTHER);
  expect(row("epoch")).toEqual(["1,500 · running", "7 · finished"]);
});

test("the best of each number is marked, and what is missing is a dash", () => {
  comparing(ONE, OTHER, { info: runInfo("c") });
  expect(row("test loss")).toEqual(["0.5000best", "0.7500", "–"]);
  expect(row("train loss")).toEqual(["0.2500", "0.1250best", "–"]);
  expect(row("test accuracy")).toEqual(["75.0 %best", "50.0 %", "–"]);
});

test("losses of different kinds have no best", () => {
  const loss = (type: string) => projectOf({ training: { ...training(1), loss: { type } } });
  comparing({ ...ONE, project: loss("mse") }, { ...OTHER, project: loss("hinge") });
  expect(row("test loss")).toEqual(["0.5000", "0.7500"]);
  expect(row("test accuracy")).toEqual(["75.0 %best", "50.0 %"]);
});

test("where the data or the losses are not the same it is said, and no number is best", () => {
  const unlike = projectOf({
    data: { ...projectOf().data, noise: 0.7 },
    training: { ...training(1), loss: { type: "mse" } },
  });
  comparing(ONE, { ...OTHER, project: unlike });
  screen.getByText(/^The data are not the same \(.*0.7.*\), so a better number/);
  screen.getByText(/^The losses are not the same \(.*\), so their values cannot be compared/);
  expect(row("test accuracy")).toEqual(["75.0 %", "50.0 %"]);
});

test("alike runs are compared without a warning", () => {
  comparing(ONE, OTHER);
  expect(screen.queryByText(/not the same/)).toBeNull();
});

test("the results stand above the settings", () => {
  comparing(ONE, OTHER);
  const heads = screen.getAllByRole("rowheader").map((head) => head.textContent);
  expect(heads.indexOf("test loss")).toBeLessThan(heads.indexOf("Seed"));
});

test("at full size the same chart and table fill the screen, and Escape leads back", async () => {
  comparing(ONE, OTHER);
  fireEvent.click(button("Full size"));
  const dialog = await screen.findByRole("dialog", { name: "Compare · 2 runs" });
  expect(within(dialog).getByRole("img").getAttribute("aria-label")).toBe(
    "test loss of 2 runs by epoch",
  );
  expect(screen.getAllByRole("table")).toHaveLength(1);
  fireEvent.click(button("Back to the small comparison"));
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  screen.getByRole("table");
});

test("a run that the server has not told of yet is three dots", () => {
  comparing({}, {});
  expect(screen.getAllByRole("button", { name: "Show the run …" })).toHaveLength(2);
  expect(row("epoch")).toEqual(["0 · …", "0 · …"]);
});

test("on a plane each run has its picture, or why it has none yet", () => {
  given({ project: projectOf(), preview: previewOf({ info: dataInfo({ plane: [-1, 1] }) }) });
  comparing(ONE, OTHER);
  expect(row("output")).toHaveLength(2);
  expect(screen.getAllByTitle("waiting")).toHaveLength(2);
});
