/** Tests every kind of card picture in the same way, on the card that it names as its example. */
import { describe, expect, test } from "vitest";

import { KINDS } from "../../api/kinds.gen";
import { probeKey } from "../../api/probeKey";
import type { Frame, Kind, Reading } from "../../api/reading";
import type { Rect } from "../../components/tiles";
import { callsOn, fakeContext } from "../../testing/canvas";
import { sampleOf } from "../../testing/readings";
import { pictureKinds, pictureOf } from "./kinds";
import { tileUnder } from "./layouts";
import { FITS, type Frames, type Part, type PickContext, type PictureKind } from "./picture";

const NODES = { card: "n", last: "n" };
const SAMPLE = { index: 0, of: "test" } as const;

function frameOf(...readings: Reading[]): Frame {
  return { run: "r", probe: "p", step: 1, epoch: 0, readings };
}

/** Readings of every kind, at every path where a picture may look for one. */
const MEASURED: readonly Frame[] = (Object.keys(KINDS) as Kind[]).flatMap((kind) =>
  ["n", "n.weight", "n.encoding", "n.0", "other"].map((path) =>
    frameOf({ ...sampleOf(kind), path }),
  ),
);

function framesFor(kind: PictureKind, frame?: Frame): Frames {
  return kind.probes(SAMPLE, "n").map(() => frame);
}

function sceneOf(kind: PictureKind, frames: Frames) {
  const picture = pictureOf(kind.example);
  const memory = { max: 0, isSigned: false };
  return { ...NODES, picture, isInput: false, frames, mode: "light", memory, letters: 12 } as const;
}

function contextOf(frames: Frames): PickContext {
  return { ...NODES, frames, sample: SAMPLE, vocab: [], source: null, newest: () => undefined };
}

/** The middle of every tile, and of every tile beside one. */
function partsOf(kind: PictureKind): Part[] {
  const { tiles, beside } = pictureOf(kind.example);
  const middles = (rects: readonly Rect[], isBeside: boolean) =>
    rects.map((_, index): Part => ({ ...NODES, isBeside, index, across: 0.5, down: 0.5 }));
  return [...middles(tiles, false), ...middles(beside, true)];
}

function lieApart(one: Rect, other: Rect): boolean {
  const isBeside = one.x + one.width <= other.x || other.x + other.width <= one.x;
  return isBeside || one.y + one.height <= other.y || other.y + other.height <= one.y;
}

test("there is a picture for a card of which nothing is known", () => {
  expect(pictureKinds().map(({ kind }) => kind)).toContain("none");
});

describe.each(pictureKinds().map((kind) => [kind.kind, kind] as const))(
  "the picture %s",
  (name, kind) => {
    const picture = pictureOf(kind.example);

    test("is that of its own example, and no other suits it as well", () => {
      const fit = (other: PictureKind) => FITS.indexOf(other.fits(kind.example));
      expect(picture.kind).toBe(name);
      expect(pictureKinds().filter((other) => fit(other) >= fit(kind))).toEqual([kind]);
    });

    test("has its parts inside, apart from one another, and no more of them than there are things", () => {
      const rects = [...picture.tiles, ...picture.beside];
      for (const [at, rect] of rects.entries()) {
        expect(Math.min(rect.x, rect.y, rect.width - 1, rect.height - 1)).toBeGreaterThanOrEqual(0);
        expect(rect.x + rect.width).toBeLessThanOrEqual(picture.width);
        expect(rect.y + rect.height).toBeLessThanOrEqual(picture.height);
        expect(rects.slice(at + 1).every((other) => lieApart(rect, other))).toBe(true);
        const middle = [rect.x + rect.width / 2, rect.y + rect.height / 2] as const;
        expect(tileUnder(rects, ...middle)).toEqual({ index: at, across: 0.5, down: 0.5 });
      }
      expect(picture.total).toBeGreaterThanOrEqual(Math.min(picture.tiles.length, 1));
      if (picture.beside.length > 0) expect(picture.beside).toHaveLength(picture.tiles.length);
      if (picture.ports) expect(picture.ports).toHaveLength(picture.tiles.length);
    });

    test("says in words what it shows", () => {
      expect(kind.label(picture)).toMatch(/^\S.*[^.\s]$/);
    });

    test("asks for the same probes each time, none twice", () => {
      const keys = kind.probes(SAMPLE, "n").map(probeKey);
      expect(new Set(keys).size).toBe(keys.length);
      expect(kind.probes({ ...SAMPLE }, "n").map(probeKey)).toEqual(keys);
      expect(keys.length > 0).toBe(picture.tiles.length > 0);
    });

    test("is painted before anything was measured", () => {
      const canvas = document.createElement("canvas");
      kind.paint(fakeContext(canvas), sceneOf(kind, framesFor(kind)));
      expect(callsOn(canvas).length > 0).toBe(picture.tiles.length > 0);
    });

    test("is painted, enlarged and told whatever was measured, of another drawing too", () => {
      for (const frame of MEASURED) {
        const frames = framesFor(kind, frame);
        const scene = sceneOf(kind, frames);
        const known = { frames, picture, sample: SAMPLE, data: null };
        kind.paint(fakeContext(document.createElement("canvas")), scene);
        for (const part of partsOf(kind)) {
          const piece = kind.piece?.(frames, part);
          if (piece) expect(piece.values.length).toBe(piece.rows * piece.columns);
          const words = kind.describe(part, known);
          expect(words.name).not.toMatch(/undefined|NaN/);
          expect(words.number ?? "").not.toMatch(/undefined|NaN/);
        }
      }
    });

    test("names each of its parts before anything was measured, and asks for no number of it", () => {
      const known = { frames: framesFor(kind), picture, sample: SAMPLE, data: null };
      for (const part of partsOf(kind)) {
        const { name: words, ...others } = kind.describe(part, known);
        if (name !== "states") expect(words).toMatch(/\S/);
        expect(Object.keys(others).filter((key) => key !== "isOfFirst")).toEqual([]);
        expect(kind.piece?.(framesFor(kind), part) ?? null).toBeNull();
      }
    });

    test("finds the place again of every number that it finds", () => {
      const shape = kind.example.shape ?? [];
      for (const frame of [undefined, ...MEASURED]) {
        const context = contextOf(framesFor(kind, frame));
        for (const part of partsOf(kind)) {
          const index = kind.pick?.cellAt(part, shape, context);
          if (!index || part.isBeside) continue;
          expect(index).toHaveLength(shape.length);
          if (index.some((at, axis) => at >= (shape[axis] ?? 0))) continue; // the reading is from another drawing
          const box = index.map((at) => [at, at] as const);
          const rects = kind.pick?.rectsOf(picture, box, shape, context) ?? [];
          const tile = picture.tiles[part.index] as Rect;
          const [x, y] = [tile.x + tile.width / 2, tile.y + tile.height / 2];
          expect(rects.some((rect) => tileUnder([rect], x, y) !== null)).toBe(true);
        }
      }
    });
  },
);
