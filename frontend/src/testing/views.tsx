/** What the tests of views share: a reading drawn by the view of its kind, on a plot with a place for 100 × 100 pixels. */
import { screen } from "@testing-library/react";
import { expect, vi } from "vitest";

import type { Kind, ReadingOf } from "../api/reading";
import { BOTTOM, LEFT, RIM } from "../views/plot";
import type { ViewProps } from "../views/view";
import { ViewOf } from "../views/ViewOf";
import { drawn, giveSize, pointAt } from "./drawing";
import { sampleOf } from "./readings";
import { render } from "./render";

/** A canvas of this size has 100 × 100 pixels within its axes. */
export const PLOT = { width: LEFT + 100 + RIM, height: RIM + 100 + BOTTOM };

/** A reading of one kind with other facts and tensors than the sample's. */
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

/** Shows a reading; what `onHover` says goes to the function that is given back. */
export function showView(reading: ViewProps["reading"], more: Partial<ViewProps> = {}) {
  giveSize(PLOT.width, PLOT.height);
  const onHover = vi.fn<(words: string | null) => void>();
  render(<ViewOf reading={reading} label="It" onHover={onHover} {...more} />);
  return onHover;
}

/** The picture whose label begins with these words, once it is drawn by calls of this name. */
export async function pictureWith(call: string, label: string | RegExp = /^It/) {
  const canvas = screen.getByRole<HTMLCanvasElement>("img", { name: label });
  await vi.waitFor(() => expect(drawn(canvas, call)).not.toEqual([]));
  return canvas;
}

/** Points at a share of what the axes leave: from the left, and from the top. */
export function pointInPlot(canvas: HTMLElement, across: number, down = 0.5) {
  const [left, top] = [LEFT + across * (100 - LEFT - RIM), RIM + down * (100 - RIM - BOTTOM)];
  pointAt(canvas, "pointerMove", left / 100, top / 100);
}
