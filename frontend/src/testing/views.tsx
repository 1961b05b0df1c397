/** Shared code for tests of views: renders a reading with the view of its kind, on a plot with 100 × 100 pixels. */
import { screen } from "@testing-library/react";
import { expect, vi } from "vitest";

import type { Kind, ReadingOf } from "../api/reading";
import { BOTTOM, LEFT, RIM } from "../views/plot";
import type { ViewProps } from "../views/view";
import { ViewOf } from "../views/ViewOf";
import { drawn, giveSize, pointAt } from "./drawing";
import { sampleOf } from "./readings";
import { render } from "./render";

/** The size of a canvas that has 100 × 100 pixels inside its axes. */
export const PLOT = { width: LEFT + 100 + RIM, height: RIM + 100 + BOTTOM };

/** A reading of one kind, with some facts and tensors of the sample replaced. */
export function readingWith<K extends Kind>(
  kind: K,
  facts: Partial<ReadingOf<K>["facts"]>,
  tensors: Partial<ReadingOf<K>["tensors"]>,
  path = "h",
): ReadingOf<K> {
  const sample = sampleOf(kind);
  return {
    ...sample,
    path,
    facts: { ...sample.facts, ...facts },
    tensors: { ...sample.tensors, ...tensors },
  };
}

/** Renders a reading and returns the mock that is passed as `onHover`. */
export function showView(reading: ViewProps["reading"], more: Partial<ViewProps> = {}) {
  giveSize(PLOT.width, PLOT.height);
  const onHover = vi.fn<(words: string | null) => void>();
  render(<ViewOf reading={reading} label="It" onHover={onHover} {...more} />);
  return onHover;
}

/** The picture with this label, after the method `call` was called on its context. */
export async function pictureWith(call: string, label: string | RegExp = /^It/) {
  const canvas = screen.getByRole<HTMLCanvasElement>("img", { name: label });
  await vi.waitFor(() => expect(drawn(canvas, call)).not.toEqual([]));
  return canvas;
}

/** Moves the pointer to a share (0 to 1) of the plot inside the axes, from the left and from the top. */
export function pointInPlot(canvas: HTMLElement, across: number, down = 0.5) {
  const [left, top] = [LEFT + across * (100 - LEFT - RIM), RIM + down * (100 - RIM - BOTTOM)];
  pointAt(canvas, "pointerMove", left / 100, top / 100);
}
