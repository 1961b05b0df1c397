import { describe, expect, test } from "vitest";

import { signed } from "../../components/colourScale";
import { css, INK, PAPER } from "../../components/colours";
import { callsOn, fakeContext } from "../../testing/canvas";
import { assigned, drawn } from "../../testing/drawing";
import { cardScene, imagesOn } from "../../testing/pictures";
import { floats } from "../../testing/readings";
import {
  blank,
  clipped,
  ownShades,
  paintImages,
  paintPieces,
  sharedBound,
  toOneBound,
} from "./painting";
import { boundOf } from "./tensors";

const canvasOf = () => document.createElement("canvas");
const TILES = [
  { x: 0, y: 0, width: 20, height: 20 },
  { x: 30, y: 0, width: 20, height: 20 },
];
const piece = (...values: number[]) => ({
  values: Float32Array.from(values),
  rows: 1,
  columns: values.length,
  shade: signed(1),
});
/** A card with two feature maps. */
const maps = () => cardScene({ type: "max_pool2d", shape: [2, 1, 2] }, []);

test.each(["light", "dark"] as const)(
  "an empty frame is of paper with a rim of ink: %s",
  (mode) => {
    const canvas = canvasOf();
    blank(fakeContext(canvas), TILES, mode);
    expect(assigned(canvas, "fillStyle")).toEqual([css(PAPER[mode])]);
    expect(assigned(canvas, "strokeStyle")).toEqual([css(INK[mode], 0.14)]);
    expect(drawn(canvas, "roundRect")).toHaveLength(4);
    expect(drawn(canvas, "roundRect")[0]).toEqual([0.5, 0.5, 19, 19, 4]);
  },
);

test("small frames have sharp corners", () => {
  const canvas = canvasOf();
  blank(fakeContext(canvas), [{ x: 0, y: 0, width: 8, height: 8 }], "light");
  expect(drawn(canvas, "roundRect")[0]?.[4]).toBe(0);
});

describe("what is clipped", () => {
  const order = (radius: number) => {
    const canvas = canvasOf();
    const context = fakeContext(canvas);
    clipped(context, TILES, radius, () => context.fillRect(0, 0, 1, 1));
    return callsOn(canvas).map(([name]) => name);
  };

  test("is drawn between a clip and its end", () => {
    const names = order(4);
    expect(names[0]).toBe("save");
    expect(names.indexOf("clip")).toBeLessThan(names.indexOf("fillRect"));
    expect(names[names.length - 1]).toBe("restore");
  });

  test("is drawn as it is where corners are sharp", () => {
    expect(order(0)).toEqual(["fillRect"]);
  });
});

describe("pieces", () => {
  test("are drawn one a tile, and the tile of a missing one stays empty", () => {
    const canvas = canvasOf();
    const scene = maps();
    paintPieces(fakeContext(canvas), scene, [null, piece(1, 2)]);
    const { x, y, width, height } = scene.picture.tiles[1]!;
    expect(imagesOn(canvas)).toEqual([[x, y, width, height]]);
    expect(drawn(canvas, "fill")).toHaveLength(1);
  });

  test("share one bound, the largest of all", () => {
    const made = toOneBound([piece(1, -2), null, piece(5)], maps());
    expect(made.map((one) => one?.shade.high)).toEqual([5, undefined, 5]);
    expect(made[0]?.shade.low).toBe(-5);
  });

  test("that have no sign keep nought as their lowest number", () => {
    const positive = { ...piece(3), shade: { scale: "sequential", low: 0, high: 1 } as const };
    expect(toOneBound([positive], maps())[0]?.shade).toMatchObject({ low: 0, high: 3 });
  });

  test("do not flash when numbers become smaller for a moment", () => {
    const scene = maps();
    toOneBound([piece(10)], scene);
    const after = toOneBound([piece(9)], scene)[0]?.shade.high ?? 0;
    expect(after).toBeGreaterThan(9);
    expect(toOneBound([piece(20)], scene)[0]?.shade.high).toBe(20);
  });

  test("of noughts alone keep the colours they came with", () => {
    expect(toOneBound([piece(0, 0)], maps())[0]?.shade).toEqual(signed(1));
  });

  test("that are not numbers do not spoil the bound of the others", () => {
    expect(toOneBound([piece(NaN, 2)], maps())[0]?.shade.high).toBe(2);
  });
});

describe("images", () => {
  const paint = (values: ReturnType<typeof floats> | undefined, total = 2) => {
    const canvas = canvasOf();
    const scene = cardScene({ type: "max_pool2d", shape: [total, 1, 2] }, []);
    paintImages(fakeContext(canvas), scene, values, () => signed(1));
    return imagesOn(canvas).length;
  };

  test("are drawn one a channel", () => {
    expect(paint(floats([2, 1, 2], 1, 2, 3, 4))).toBe(2);
  });

  test("are not drawn before anything was measured, nor when it was of another drawing", () => {
    expect(paint(undefined)).toBe(0);
    expect(paint(floats([3, 1, 2]))).toBe(0);
    expect(paint(floats([0, 1, 2]))).toBe(0);
  });

  test("of a layer with more than its card shows are drawn where enough of them came", () => {
    expect(paint(floats([64, 1, 1]), 64)).toBe(32);
    expect(paint(floats([40, 1, 1]), 64)).toBe(32);
    expect(paint(floats([31, 1, 1]), 64)).toBe(0);
  });
});

test("features of the input have bounds of their own, units of a layer share one", () => {
  const tensor = floats([2, 1, 2], 1, -1, 0.1, 9);
  expect(ownShades(tensor, 2).map(({ high }) => high)).toEqual([1, 9]);
  expect(sharedBound(tensor, 2, maps(), boundOf)).toBe(9);
});
