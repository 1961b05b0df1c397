import { describe, expect, test } from "vitest";

import { css, DIM, groupColour, INK, mix, SURFACES, type Rgb } from "./colours";

/** The relative luminance of WCAG, 0 to 1. */
function luminance(colour: Rgb): number {
  const [red, green, blue] = colour.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(a: string, b: string): number {
  const [light, dark] = [a, b].map((hex) => luminance(rgb(hex))).sort((x, y) => y - x);
  return ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05);
}

function rgb(hex: string): Rgb {
  const part = (at: number) => Number.parseInt(hex.slice(at, at + 2), 16);
  return [part(1), part(3), part(5)];
}

const WORDS_ON_GROUNDS: readonly (readonly [ink: string, ...grounds: string[]])[] = [
  ["ink", "surface", "canvas", "good-soft", "warning-soft", "bad-soft", "note-soft"],
  ["dim", "surface", "canvas"],
  ["primary-ink", "surface", "canvas", "primary-soft"],
  ["good-ink", "surface", "good-soft"],
  ["warning-ink", "surface", "warning-soft"],
  ["bad-ink", "surface", "bad-soft"],
  ["note-ink", "surface", "note-soft"],
];

describe.each(["light", "dark"] as const)("in %s", (mode) => {
  const surfaces = SURFACES[mode];
  const cases = WORDS_ON_GROUNDS.flatMap(([ink, ...grounds]) => grounds.map((g) => [ink, g]));
  test.each(cases)("%s can be read on %s", (ink = "", ground = "") => {
    expect(contrast(surfaces[ink] ?? "", surfaces[ground] ?? "")).toBeGreaterThanOrEqual(4.5);
  });

  test("canvases write with the same ink as the page", () => {
    expect(INK[mode]).toEqual(rgb(surfaces["ink"] ?? ""));
    expect(DIM[mode]).toEqual(rgb(surfaces["dim"] ?? ""));
  });
});

test("a group of layers has its colour however it is written, and an unknown one a quiet grey", () => {
  expect(groupColour("Activation")).toBe("var(--tg-group-activation)");
  expect(groupColour("toString")).toBe("var(--tg-group-other)");
});

test("colours are mixed and written for CSS", () => {
  expect(mix([0, 0, 0], [255, 100, 50], 0.5)).toEqual([128, 50, 25]);
  expect(css([1, 2, 3])).toBe("rgb(1 2 3)");
  expect(css([1, 2, 3], 0.5)).toBe("rgb(1 2 3 / 50%)");
});
