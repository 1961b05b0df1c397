import { fireEvent, screen, waitFor } from "@testing-library/react";
import { beforeAll, beforeEach, expect, test, vi } from "vitest";

import type { ReadingOf, Tensor } from "../../api/reading";
import type { ProbeJson } from "../../api/types";
import type { Measured } from "../../session/session";
import { frameStore } from "../../store/readings";
import { usePreferences } from "../../store/preferences";
import { assigned, drawn, giveSize, pointAt } from "../../testing/drawing";
import { floats } from "../../testing/readings";
import { render } from "../../testing/render";
import { freshStores, given, measured } from "../../testing/stores";
import { dataInfo, previewOf } from "../../testing/values";
import { OUTPUT_MAP } from "../readings/probes";
import type { RunOutput } from "../shared/runOutput";
import { probeKey } from "../../api/probeKey";
import { OutputMap } from "./OutputMap";

const INFO = dataInfo({ plane: [-2, 2] });
const OUTPUT: RunOutput = {
  form: "plane",
  info: INFO,
  pictures: false,
  isDuel: false,
  samples: previewOf({ info: INFO }),
};
const NUMBER: RunOutput = {
  ...OUTPUT,
  info: { ...INFO, classes: [] },
  samples: previewOf({ info: { ...INFO, classes: [] } }),
};

/** Two classes on 2 × 2 points: the first class wins at the left, the second at the right. */
const VALUES = floats([2, 2, 2], 0.9, 0.2, 0.9, 0.2, 0.1, 0.8, 0.1, 0.8);

function field(values: Tensor = VALUES): ReadingOf<"field2d"> {
  return { kind: "field2d", path: "output", tensors: { values }, facts: { low: -2, high: 2 } };
}

const measure = vi.fn<(probe: ProbeJson) => Promise<Measured>>();

beforeAll(() => giveSize(100, 100));
beforeEach(() => {
  freshStores();
  measure.mockReset().mockReturnValue(new Promise(() => undefined));
  given({ session: { measure } });
});

function shown(output: RunOutput = OUTPUT, reading = field()) {
  measured(OUTPUT_MAP, reading);
  render(<OutputMap output={output} />);
}

const points = () => screen.getByRole("img", { name: "Train and test samples" });
const area = () => points().parentElement?.parentElement as HTMLElement;
const legend = () => screen.getAllByRole("listitem").map((one) => one.textContent);

test("train and test samples lie on the map, in the order of the halves", async () => {
  shown();
  await waitFor(() => expect(drawn(points(), "arc")).toHaveLength(4));
  expect(drawn(points(), "arc").map(([x, y]) => [x, y])).toEqual([
    [50, 25],
    [75, 50],
    [62.5, 75],
    [37.5, 0],
  ]);
});

test("test samples have a dark rim, train samples a light one", async () => {
  shown();
  await waitFor(() => expect(assigned(points(), "strokeStyle")).toHaveLength(2));
  expect(assigned(points(), "strokeStyle")).toEqual(["rgb(255 255 255 / 90%)", "#1a1c26"]);
});

test("test samples can be left out, on the map and in the legend", () => {
  shown();
  fireEvent.click(screen.getByRole("checkbox", { name: "test points" }));
  expect(usePreferences.getState().showTest).toBe(false);
  expect(legend()).toEqual(["left", "right", "train"]);
});

test("whole classes rather than shades are asked for with a tick", () => {
  shown();
  fireEvent.click(screen.getByRole("checkbox", { name: "discretize" }));
  expect(usePreferences.getState().discretize).toBe(true);
});

test.each([
  ["classes by their names", OUTPUT, ["left", "right", "train", "test"]],
  ["a number by its sign", NUMBER, ["> 0", "< 0", "train", "test"]],
  [
    "a duel by what looks real",
    { ...NUMBER, isDuel: true },
    ["looks real", "looks made", "train", "test"],
  ],
])("the legend tells %s", (_, output, words) => {
  shown(output);
  expect(legend()).toEqual(words);
});

test("the map of two networks is the discriminator's", () => {
  shown({ ...NUMBER, isDuel: true });
  screen.getByRole("heading", { name: "Discriminator" });
});

test("before the first numbers there is a sentence in the map's place", () => {
  render(<OutputMap output={OUTPUT} />);
  screen.getByText(/No run yet/);
});

test("why there is no map is said", () => {
  frameStore.fail(probeKey(OUTPUT_MAP), "the network reads three numbers");
  render(<OutputMap output={OUTPUT} />);
  screen.getByText("the network reads three numbers");
});

/** The values beside the map, by name. */
function answer(): Record<string, string | null> {
  const terms = screen.getAllByRole("term");
  const words = screen.getAllByRole("definition");
  return Object.fromEntries(
    terms.map((term, at) => [term.textContent, words[at]?.textContent ?? null]),
  );
}

test.each([
  [0.1, 0.5, { "x₁": "-1.60", "x₂": "0.00", left: "…" }],
  [0.9, 0.25, { "x₁": "1.60", "x₂": "1.00", right: "…" }],
])("pointing at %d, %d names the place and the likeliest class there", (x, y, expected) => {
  shown();
  pointAt(area(), "pointerMove", x, y);
  expect(answer()).toMatchObject(expected);
});

test("the scales of quantized maps count: the class of more worth is the likeliest", () => {
  const data = Int8Array.from([100, 100, 100, 100, 50, 50, 50, 50]);
  shown(OUTPUT, field({ dtype: "int8", shape: [2, 2, 2], scale: [0.001, 0.01], data }));
  pointAt(area(), "pointerMove", 0.5, 0.5);
  expect(answer()).toHaveProperty("right");
});

test("the exact answer is asked for the likeliest class at the place, and told with its step", async () => {
  const reading = { kind: "scalar", path: "", tensors: { values: floats([], 0.81234) }, facts: {} };
  measure.mockResolvedValue({ reading, readings: [], run: "r", step: 42, epoch: 0 } as never);
  shown();
  pointAt(area(), "pointerMove", 0.75, 0.25);
  await waitFor(() => expect(answer()).toMatchObject({ right: "0.8123", step: "42" }));
  expect(measure).toHaveBeenCalledWith({
    type: "unit_value",
    node: null,
    index: [1],
    point: [1, 1],
  });
});

test("the answer goes with the pointer", () => {
  shown();
  pointAt(area(), "pointerMove", 0.5, 0.5);
  pointAt(area(), "pointerLeave", 2, 2);
  expect(screen.queryByRole("term")).toBeNull();
});

test("data whose samples are not here yet are a map without points", async () => {
  shown({ ...OUTPUT, samples: null });
  await waitFor(() => expect(drawn(points(), "clearRect").length).toBeGreaterThan(0));
  expect(drawn(points(), "arc")).toEqual([]);
});
