import { fireEvent, screen, within } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";

import type { PlotlyChartProps } from "../../components/PlotlyChart";
import type { Point, ProjectFile } from "../../api/types";
import { usePreferences } from "../../store/preferences";
import { runInfo } from "../../testing/fakes";
import { render } from "../../testing/render";
import { freshStores, given } from "../../testing/stores";
import {
  catalogueOf,
  dataInfo,
  entryOf,
  previewOf,
  projectOf,
  seriesOf,
} from "../../testing/values";
import { LossPanel } from "./LossPanel";

const isLoaded = vi.hoisted(() => ({ now: true }));
const charts = vi.hoisted(() => [] as PlotlyChartProps[]);

vi.mock("../../components/usePlotly", () => ({ usePlotly: () => isLoaded.now }));
vi.mock("../../components/PlotlyChart", () => ({
  PlotlyChart: (props: PlotlyChartProps) => {
    charts.push(props);
    return <div role="img" aria-label={props.label} />;
  },
}));

beforeEach(() => {
  freshStores();
  isLoaded.now = true;
  charts.length = 0;
});

function shown(...points: Partial<Point>[]) {
  given({ run: runInfo("r", { steps_per_epoch: 10 }), series: seriesOf(...points) });
  render(<LossPanel />);
}

const chart = () => charts.at(-1) as PlotlyChartProps;
const lines = () => Object.fromEntries(chart().lines.map(({ name, y }) => [name, Array.from(y)]));
const choose = (measure: string) =>
  fireEvent.change(screen.getByRole("combobox", { name: "What the chart shows" }), {
    target: { value: measure },
  });

/** The numbers below the chart, by name. */
function numbers(): Record<string, string | null> {
  const terms = screen.queryAllByRole("term");
  const words = screen.queryAllByRole("definition");
  return Object.fromEntries(
    terms.map((term, at) => [term.textContent, words[at]?.textContent ?? null]),
  );
}

test("a run without points has no chart and no numbers", () => {
  shown();
  screen.getByText("Waiting for the first numbers of this run…");
  expect(numbers()).toEqual({ train: "–", test: "–" });
});

test("the losses of train, test and batch are curves", () => {
  shown(
    { kind: "batch", step: 5, batch_loss: 3 },
    { epoch: 1, step: 10, train_loss: 2, test_loss: 2.5 },
  );
  expect(lines()).toEqual({ batch: [3], train: [2], test: [2.5] });
  expect(chart().label).toBe("Loss by epoch: train, test and batch");
});

test("a validation split has a curve and a number of its own", () => {
  shown({ epoch: 1, train_loss: 2, val_loss: 2.25, test_loss: 2.5 });
  expect(Object.keys(lines())).toEqual(["batch", "train", "val", "test"]);
  expect(numbers()).toEqual({ train: "2.0000", val: "2.2500", test: "2.5000" });
});

test("the newest epoch is what the numbers say", () => {
  shown({ epoch: 1, train_loss: 2 }, { epoch: 2, train_loss: "NaN", test_loss: 1 });
  expect(numbers()).toEqual({ train: "NaN", test: "1.0000" });
});

test.each([
  ["accuracy", { test_accuracy: 0.5 }, { accuracy: "50.0 %" }],
  ["R²", { test_r2: 0.5 }, { "R²": "0.5000" }],
  ["mistakes", { mistakes: 3 }, { mistakes: "3" }],
  [
    "answers wholly right rather than letters",
    { test_accuracy: 0.9, test_exact: 0.25 },
    { exact: "25.0 %" },
  ],
])("what the task measures stands beside the losses: %s", (_, metrics, expected) => {
  shown({ epoch: 1, train_loss: 1, test_loss: 1, metrics });
  expect(numbers()).toEqual({ train: "1.0000", test: "1.0000", ...expected });
});

test("of two networks both losses stand there instead", () => {
  shown({
    epoch: 1,
    metrics: { discriminator_loss: 1.4, generator_loss: 0.7, modes: 8, quality: 1 },
  });
  expect(numbers()).toEqual({ D: "1.4000", G: "0.7000", clusters: "8", good: "100 %" });
});

test("a run that measures nothing else has nothing to choose", () => {
  shown({ epoch: 1, train_loss: 1 });
  expect(screen.queryByRole("combobox")).toBeNull();
});

test("a metric is a curve for each part of the data", () => {
  shown({ epoch: 1, train_loss: 1, metrics: { train_accuracy: 0.5, test_accuracy: 0.4 } });
  choose("accuracy");
  expect(lines()).toEqual({ "train accuracy": [0.5], "test accuracy": [0.4] });
  expect(chart()).toMatchObject({ yTitle: "accuracy", fileName: "torchground-accuracy" });
});

test("a chart opens with what tells most", () => {
  shown({ epoch: 1, train_loss: 1, metrics: { mistakes: 3 } });
  expect(lines()).toEqual({ mistakes: [3] });
});

test("two networks have level lines where equal players stand", () => {
  shown({ epoch: 4, metrics: { discriminator_loss: 1.4, generator_loss: 0.7 } });
  const all = lines();
  expect(all["equal players: 2 ln 2"]).toEqual([2 * Math.LN2, 2 * Math.LN2]);
  expect(all["equal players: ln 2"]).toEqual([Math.LN2, Math.LN2]);
  expect(chart().lines.at(-1)?.x).toEqual([0, 4]);
});

test.each([
  ["another loss", { loss: { type: "wasserstein" } }],
  ["smoothed targets", { task: { type: "gan", label_smoothing: 0.1 } }],
])("with %s equal players stand elsewhere, so there are none", (_, change) => {
  given({ project: projectOf({ training: { ...projectOf().training, ...change } }) });
  shown({ epoch: 4, metrics: { discriminator_loss: 1.4, generator_loss: 0.7 } });
  expect(Object.keys(lines())).toEqual(["discriminator", "generator"]);
});

const CATALOGUE = catalogueOf({
  datasets: [entryOf("spiral", {}, { tasks: ["classification"] })],
  tasks: [entryOf("classification", {}, { losses: ["cross_entropy"] })],
});

function withClasses(training: Partial<ProjectFile["training"]>, ...points: Partial<Point>[]) {
  const project = projectOf({ training: { ...projectOf().training, ...training } });
  given({ catalogue: CATALOGUE, project, preview: previewOf({ info: dataInfo() }) });
  shown(...points);
}

const CHANCE = "knowing nothing: ln C";

test("what a network that knows nothing scores is a level line", () => {
  withClasses({}, { epoch: 0, train_loss: 0.7 }, { epoch: 3, train_loss: 0.1 });
  const line = chart().lines.find(({ name }) => name === CHANCE);
  expect(line).toMatchObject({ x: [0, 3], y: [Math.LN2, Math.LN2] });
});

test.each([
  ["far above all that is drawn", {}, 0.2],
  ["of another loss", { loss: { type: "hinge" } }, 0.7],
  ["of smoothed targets", { loss: { type: "cross_entropy", label_smoothing: 0.1 } }, 0.7],
  ["of another task", { task: { type: "regression" } }, 0.7],
])("there is no such line %s", (_, training, train_loss) => {
  withClasses(training, { epoch: 0, train_loss });
  expect(Object.keys(lines())).not.toContain(CHANCE);
});

test("what the broken lines are stands beside the chart", () => {
  withClasses({}, { epoch: 0, train_loss: 0.7 });
  const faint = screen.getAllByRole("listitem").map((one) => one.textContent);
  expect(faint).toEqual([CHANCE]);
});

test("a change of a setting is marked at its epoch, with its new value", () => {
  const change = { field: "optimizer.lr", before: 0.1, after: 0.01 };
  shown({ kind: "change", step: 25, change }, { epoch: 10, step: 100, train_loss: 1 });
  expect(chart().marks).toEqual([{ x: 2.5, text: "lr 0.01" }]);
});

test.each([
  [null, "clip grad norm off"],
  [true, "clip grad norm true"],
  [1e-5, "clip grad norm 1e-5"],
])("a setting that becomes %s reads “%s”", (after, text) => {
  const change = { field: "clip_grad_norm", before: 1, after };
  shown({ kind: "change", step: 25, change }, { epoch: 10, step: 100, train_loss: 1 });
  expect(chart().marks?.[0]?.text).toBe(text);
});

test("of changes close together only the last has its word", () => {
  const change = (after: number) => ({ field: "l1", before: 0, after });
  shown(
    { kind: "change", step: 10, change: change(0.1) },
    { kind: "change", step: 11, change: change(0.2) },
    { epoch: 10, step: 100, train_loss: 1 },
  );
  expect(chart().marks?.map(({ text }) => text)).toEqual(["", "l1 0.2"]);
});

test("the scale is logarithmic where it is ticked", () => {
  shown({ epoch: 1, train_loss: 1 });
  fireEvent.click(screen.getByRole("checkbox", { name: "log" }));
  expect(usePreferences.getState().logLoss).toBe(true);
  expect(chart().log).toBe(true);
});

test("until the charts are loaded the curves are plain", () => {
  isLoaded.now = false;
  shown({ epoch: 1, train_loss: 1 });
  expect(charts).toEqual([]);
  const panel = screen.getByRole("region", { name: "Loss" });
  within(panel).getByRole("img", { name: "Loss by epoch" });
});
