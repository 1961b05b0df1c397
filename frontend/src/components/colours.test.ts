import { describe, expect, test } from "vitest";

import { css, DIM, groupColour, INK, mix, RUNS, SURFACES, type Rgb } from "./colours";

/** The relative luminance (WCAG), 0 to 1. */
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

/**
 * Matrices on linear RGB that simulate red-, green- and blue-blind eyes (Machado, Oliveira, Fernandes 2009, severity
 * 1).
 */
const EYES: Readonly<Record<string, readonly (readonly number[])[]>> = {
  all: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protan: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deutan: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritan: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

function linear(colour: Rgb): number[] {
  return colour.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
}

/** A colour in CIE L*a*b* as these eyes see it. */
function seen(colour: Rgb, eye: readonly (readonly number[])[]): number[] {
  const light = linear(colour);
  const sum = (row: readonly number[], of: readonly number[]) =>
    row.reduce((total, factor, at) => total + factor * (of[at] ?? 0), 0);
  const rgb = eye.map((row) => Math.min(1, Math.max(0, sum(row, light))));
  const bent = [
    sum([0.4124, 0.3576, 0.1805], rgb) / 0.9505,
    sum([0.2126, 0.7152, 0.0722], rgb),
    sum([0.0193, 0.1192, 0.9505], rgb) / 1.089,
  ].map((t) => (t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16 / 116));
  const [x = 0, y = 0, z = 0] = bent;
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

function apart(a: Rgb, b: Rgb, eye: readonly (readonly number[])[]): number {
  const [first, second] = [seen(a, eye), seen(b, eye)];
  return Math.hypot(...first.map((part, at) => part - (second[at] ?? 0)));
}

describe.each(["light", "dark"] as const)("the colours of runs in %s", (mode) => {
  const ground = SURFACES[mode]["surface"] ?? "";
  test("are seen on the page", () => {
    const hex = (colour: Rgb) => `#${colour.map((p) => p.toString(16).padStart(2, "0")).join("")}`;
    for (const colour of RUNS[mode]) {
      expect(contrast(hex(colour), ground)).toBeGreaterThanOrEqual(3);
    }
  });

  /** Runs 0 to 2 have solid lines and runs 3 to 5 dashed ones. Within each group only the colour differs. */
  test.each(Object.entries(EYES))("are told apart by %s eyes", (_, eye) => {
    const dashes = [RUNS[mode].slice(0, 3), RUNS[mode].slice(3)];
    for (const three of dashes) {
      for (const [at, one] of three.entries()) {
        for (const other of three.slice(at + 1)) {
          expect(apart(one, other, eye)).toBeGreaterThan(20);
        }
      }
    }
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
