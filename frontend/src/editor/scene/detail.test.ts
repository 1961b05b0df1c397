import { describe, expect, test } from "vitest";

import {
  detailOf,
  LEAST_TEXT,
  LEFT_OUT,
  lettersAt,
  rowsOf,
  shows,
  zoomOf,
  zoomStep,
  type CardBody,
} from "./detail";

/** A Linear with a Tanh on a card of usual size. */
const CARD: CardBody = {
  width: 140,
  height: 180,
  picture: { width: 84, height: 84 },
  name: [3.6],
  marks: 0,
  farMarks: 0,
  shape: 2.5,
  activation: [2.2],
  params: 5.5,
};
const shownAt = (zoom: number, body: CardBody = CARD, least?: number) => {
  const detail = detailOf(zoom, body, least);
  return LEFT_OUT.filter((part) => shows(detail, part));
};

describe("letters", () => {
  test.each([0.05, 0.2, 0.5, 0.77, 1, 1.4, 3])("are never smaller than the least at %f", (zoom) => {
    for (const least of [LEAST_TEXT, 18]) {
      const { text, title } = lettersAt(zoom, least);
      expect(text * zoom).toBeGreaterThanOrEqual(least - 1e-9);
      expect(title).toBeGreaterThanOrEqual(text);
    }
  });

  test("change in steps whose zoom is not above the real one", () => {
    for (const zoom of [0.051, 0.33, 0.99, 1, 1.01, 2.7]) {
      const least = zoomOf(zoomStep(zoom));
      expect(least).toBeLessThanOrEqual(zoom * 1.000001);
      expect(least).toBeGreaterThan(zoom / 1.1);
    }
  });
});

describe("a card", () => {
  test("shows everything at its own size", () => {
    expect(shownAt(1)).toEqual([...LEFT_OUT]);
    expect(detailOf(1, CARD).scale).toBe(1);
  });

  test("leaves out gradient, parameters, shape, activation and name, in this order", () => {
    const seen = [1, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1, 0.05].map((zoom) =>
      shownAt(zoom),
    );
    for (const shown of seen) expect(shown).toEqual(LEFT_OUT.slice(LEFT_OUT.length - shown.length));
    const counts = seen.map((shown) => shown.length);
    expect(counts).toEqual([...counts].sort((a, b) => b - a));
    expect(counts[counts.length - 1]).toBe(0);
  });

  test("is a picture with its name far away, and the picture uses the room of what is left out", () => {
    const far = detailOf(0.4, CARD);
    expect(shownAt(0.4)).toEqual(["name"]);
    expect(far.isFar).toBe(true);
    expect(far.scale).toBeGreaterThan(1);
    expect(far.scale * CARD.picture.width).toBeLessThanOrEqual(CARD.width);
  });

  test("leaves out more where text must be larger", () => {
    expect(shownAt(1, CARD, 18).length).toBeLessThan(shownAt(1).length);
    expect(shownAt(1, CARD, 18)).toContain("name");
  });

  test("does not leave out for the sake of parts that it does not have", () => {
    const plain = { ...CARD, height: 155, activation: [], params: null };
    expect(shownAt(0.8, plain)).toContain("shape");
  });

  test("breaks a name of two words before it cuts it, and cuts it only if nothing else helps", () => {
    const name = [5.6, 5.2];
    expect(detailOf(0.6, { ...CARD, name })).toMatchObject({ lines: 2 });
    const endless = detailOf(1, { ...CARD, name: [60] });
    expect(endless).toMatchObject({ lines: 1, leftOut: 0 });
  });

  test("is only its picture where not even three letters have room", () => {
    expect(shownAt(0.05)).toEqual([]);
    expect(detailOf(0.05, CARD).scale).toBeGreaterThan(1);
  });
});

test.each([
  ["nothing", [], 0],
  ["what fits exactly", [40, 55], 1],
  ["one more than fits", [40, 56], 2],
  ["something too wide", [101], null],
])("%s takes its rows", (_, widths, rows) => {
  expect(rowsOf(widths, 5, 100)).toBe(rows);
});
