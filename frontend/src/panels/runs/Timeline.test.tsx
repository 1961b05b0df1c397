import { fireEvent, screen, waitFor } from "@testing-library/react";
import { beforeAll, beforeEach, expect, test } from "vitest";

import type { Point } from "../../api/types";
import { usePreferences } from "../../store/preferences";
import { runInfo } from "../../testing/fakes";
import { drawn, giveSize, pointAt } from "../../testing/drawing";
import { render } from "../../testing/render";
import { freshStores, given } from "../../testing/stores";
import { seriesOf } from "../../testing/values";
import { Timeline } from "./Timeline";

const [WIDTH, HEIGHT] = [110, 114];

beforeAll(() => giveSize(WIDTH, HEIGHT));
beforeEach(freshStores);

/** A run of ten epochs: eleven columns, each ten pixels wide. */
function shown(...points: Partial<Point>[]) {
  given({ run: runInfo("r", { epochs: 10 }), series: seriesOf(...points) });
  render(<Timeline />);
}

const strip = () => screen.getByRole("img");

/** The drawn bars: their left edges and heights. */
async function bars(): Promise<{ left: number; high: number }[]> {
  await waitFor(() => expect(drawn(strip(), "fillText").length).toBeGreaterThan(0));
  return drawn(strip(), "roundRect").map(([left, , , high]) => ({
    left: Number(left) - 0.5,
    high: Number(high),
  }));
}

test("each epoch is a bar as high as its test loss, against the largest", async () => {
  shown({ epoch: 0, test_loss: 2 }, { epoch: 1, test_loss: 1 });
  const all = await bars();
  expect(all).toHaveLength(11);
  expect(all.slice(0, 2)).toEqual([
    { left: 0, high: 96 },
    { left: 10, high: 48 },
  ]);
});

test("epochs to come are low, and so are those without a number", async () => {
  shown({ epoch: 0, test_loss: 2 }, { epoch: 2, test_loss: 2 });
  expect((await bars()).map(({ high }) => high).slice(0, 5)).toEqual([96, 2, 96, 2, 2]);
});

test("a loss that is not finite is as high as the strip", async () => {
  shown({ epoch: 0, test_loss: 2 }, { epoch: 1, test_loss: "Infinity" });
  expect((await bars())[1]?.high).toBe(100);
});

test("a loss that is none is low", async () => {
  shown({ epoch: 0, test_loss: 2 }, { epoch: 1, test_loss: "NaN" });
  expect((await bars())[1]?.high).toBe(2);
});

test("where nothing is kept for testing it is the train loss that is drawn", async () => {
  shown({ epoch: 0, train_loss: 4 }, { epoch: 1, train_loss: 2 });
  expect((await bars()).map(({ high }) => high).slice(0, 2)).toEqual([96, 48]);
});

test("on a logarithmic scale each power of ten is as high as the next", async () => {
  usePreferences.getState().set({ logLoss: true });
  shown({ test_loss: 100 }, { epoch: 1, test_loss: 10 }, { epoch: 2, test_loss: 1 });
  expect((await bars()).map(({ high }) => high).slice(0, 3)).toEqual([96, 48, 2]);
});

test("losses that are all alike can be drawn on a logarithmic scale too", async () => {
  usePreferences.getState().set({ logLoss: true });
  shown({ test_loss: 1 }, { epoch: 1, test_loss: 1 });
  expect((await bars()).every(({ high }) => Number.isFinite(high))).toBe(true);
});

test("a change of a setting is a line in its epoch", async () => {
  const change = { field: "l1", before: 0, after: 0.1 };
  shown({ epoch: 0, test_loss: 2 }, { kind: "change", epoch: 3, change });
  await bars();
  expect(drawn(strip(), "lineTo")).toEqual([[35, 100]]);
});

test("a mark stands where the run is, and only once it began", async () => {
  shown({ epoch: 4, test_loss: 1 });
  await bars();
  expect(drawn(strip(), "arc")[0]?.slice(0, 2)).toEqual([45, 100]);
});

test("a run without points has no mark", async () => {
  shown();
  await bars();
  expect(drawn(strip(), "arc")).toEqual([]);
});

test("what is drawn is also said", () => {
  shown({ epoch: 4, test_loss: 1 });
  screen.getByRole("img", { name: "Test loss by epoch: 4 of 10 epochs" });
  screen.getByText("4 of 10 epochs");
});

test("pointing at an epoch tells its losses and its step", async () => {
  shown({ epoch: 0, test_loss: 2 }, { epoch: 1, step: 1600, train_loss: 0.5, val_loss: 0.75 });
  pointAt(strip(), "pointerMove", 1.5 / 11, 0.5);
  await screen.findByText("epoch 1: train 0.5, val 0.75 · step 1,600");
});

test("the arrow keys walk through the epochs, from where the run is, and tell the same", () => {
  shown({ epoch: 0, test_loss: 2 }, { epoch: 1, step: 1600, train_loss: 0.5 });
  expect(strip().tabIndex).toBe(0);
  expect(strip().dataset["hint"]).toMatch(/walk through them/);
  expect(fireEvent.keyDown(strip(), { key: "ArrowLeft" })).toBe(false);
  expect(strip().dataset["hint"]).toBe("epoch 1: train 0.5 · step 1,600");
  fireEvent.keyDown(strip(), { key: "ArrowLeft" });
  expect(strip().dataset["hint"]).toMatch(/^epoch 0: test 2/);
  fireEvent.blur(strip());
  expect(strip().dataset["hint"]).toMatch(/walk through them/);
});
