import { fireEvent, screen, within } from "@testing-library/react";
import { beforeEach, expect, test } from "vitest";

import type { Point } from "../../api/types";
import { runInfo } from "../../testing/fakes";
import { pointAt } from "../../testing/drawing";
import { sampleOf } from "../../testing/readings";
import { render } from "../../testing/render";
import { freshStores, given, measured } from "../../testing/stores";
import { catalogueOf, entryOf, projectOf, seriesOf } from "../../testing/values";
import { GradientFlow, rowsOf } from "./GradientFlow";
import { HISTOGRAMS } from "./probes";

beforeEach(() => {
  freshStores();
  given({ catalogue: catalogueOf({ layers: [entryOf("linear", {}, { title: "Linear" })] }) });
});

const norms = (gradient: number, weight: number) => ({ gradient, weight });

function shown(...points: Partial<Point>[]) {
  given({ project: projectOf(), run: runInfo("r", { epochs: 10 }), series: seriesOf(...points) });
  render(<GradientFlow />);
}

const choose = (name: string) => fireEvent.click(screen.getByRole("radio", { name }));
const rows = () => screen.getAllByRole("img").map((one) => one.getAttribute("aria-label"));

test("without a run, and before its first epoch, it is said what is missing", () => {
  const { unmount } = render(<GradientFlow />);
  screen.getByText("No run yet.");
  unmount();
  shown();
  screen.getByText("No epoch point yet.");
});

test("layers that have norms stand in the order of the drawing", () => {
  const series = seriesOf({ norms: { y: norms(1, 1), h: norms(1, 1), gone: norms(1, 1) } });
  expect(rowsOf(projectOf(), series)).toEqual([
    { id: "h", name: "Linear" },
    { id: "y", name: "output" },
  ]);
  expect(rowsOf(null, series)).toEqual([]);
});

test("each layer says the newest norm of its gradient", () => {
  shown({ norms: { h: norms(0.5, 2) } }, { epoch: 1, norms: { h: norms(0.25, 3) } });
  expect(rows()).toEqual(["Linear: 0.25"]);
});

test("or of its weights", () => {
  shown({ norms: { h: norms(0.5, 2) } });
  choose("weights");
  screen.getByRole("heading", { name: "Weights by layer" });
  expect(rows()).toEqual(["Linear: 2"]);
});

test("a frozen layer without a gradient has nothing measured", () => {
  shown({ norms: { h: { gradient: null, weight: 2 } } });
  expect(rows()).toEqual(["Linear: nothing measured yet"]);
});

test("pointing at an epoch tells its norm and its step", async () => {
  shown({ epoch: 0, step: 8, norms: { h: norms(0.5, 2) } });
  const strip = screen.getByRole("img", { name: "Linear: 0.5" });
  pointAt(strip, "pointerMove", 0.01, 0.5);
  await screen.findByText("Linear, epoch 0: norm 0.5 · step 8");
});

test("histograms are of weights alone, each under its layer's name", () => {
  const histogram = sampleOf("histogram");
  measured(HISTOGRAMS, { ...histogram, path: "h.weight" }, { ...histogram, path: "h.bias" });
  shown({ norms: { h: norms(1, 1) } });
  choose("histograms");
  const figures = screen.getAllByRole("figure");
  expect(figures).toHaveLength(1);
  within(figures[0] as HTMLElement).getByText("Linear");
});

test("before weights are measured it is said", () => {
  shown({ norms: { h: norms(1, 1) } });
  choose("histograms");
  screen.getByText("No weights measured yet.");
});
