import { expect, test } from "vitest";

import { pictureOf } from "./kinds";
import { tileUnder } from "./layouts";
import { ORDINARY, type Subject } from "./subject";

function picture(of: Partial<Subject>) {
  return pictureOf({ ...ORDINARY, input: [2], plane: true, num_params: 24, ...of });
}

const TEN = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];

test("units over the plane stand below one another, each with wires of its own, up to sixteen", () => {
  expect(picture({ shape: [8] })).toMatchObject({ kind: "units", total: 8 });
  expect(picture({ shape: [8] }).ports).toHaveLength(8);
  expect(picture({ shape: [16] }).ports).toHaveLength(16);
  expect(picture({ shape: [17] }).ports).toBeNull();
  expect(picture({ shape: [500] })).toMatchObject({ kind: "units", total: 500 });
  expect(picture({ shape: [500] }).tiles).toHaveLength(64);
});

test("the picture depends on what a layer gives and on the data", () => {
  const flat = { plane: false, classes: TEN };
  expect(picture({ ...flat, type: "input", shape: [1, 8, 8], num_params: 0 }).kind).toBe("image");
  expect(picture({ ...flat, type: "conv2d", shape: [8, 8, 8] }).kind).toBe("filters");
  expect(picture({ ...flat, type: "conv2d", shape: [64, 8, 8] })).toMatchObject({
    kind: "maps",
    total: 64,
  });
  expect(picture({ ...flat, type: "max_pool2d", shape: [8, 4, 4] }).kind).toBe("maps");
  expect(picture({ ...flat, shape: [64] }).kind).toBe("matrix");
  expect(picture({ ...flat, type: "flatten", shape: [128], num_params: 0 }).kind).toBe("cells");
  expect(picture({ ...flat, type: "output", shape: [10] }).kind).toBe("bars");
  expect(picture({ ...flat, type: "output", shape: [1], classes: [] }).kind).toBe("cells");
  expect(picture({ shape: null }).kind).toBe("none");
});

test("the input of a table has the names of its columns, as many as have wires of their own", () => {
  const table = { plane: false, classes: TEN, type: "input", num_params: 0 };
  const features = ["length", "width"];
  expect(picture({ ...table, shape: [2], features })).toMatchObject({
    kind: "features",
    names: features,
    total: 2,
  });
  expect(picture({ ...table, shape: [2], features: [] }).kind).toBe("cells");
  const many = Array.from({ length: 30 }, (_, at) => `column ${at}`);
  expect(picture({ ...table, shape: [30], features: many }).kind).not.toBe("features");
});

test("sequences, gates, heads and texts have pictures of their own", () => {
  const flat = { plane: false, vocab: ["a", "b", "c"], classes: [] };
  const lstm = { ...flat, type: "lstm", fields: { hidden_size: 24 }, input: [40, 5] };
  expect(picture({ ...flat, type: "input", shape: [11], isTokens: true })).toMatchObject({
    kind: "tokens",
    total: 11,
  });
  expect(picture({ ...lstm, shape: [24] })).toMatchObject({ kind: "states", total: 6 });
  expect(picture({ ...lstm, shape: [40, 24] }).tiles).toHaveLength(6);
  expect(picture({ ...lstm, type: "rnn", shape: [24] }).tiles).toHaveLength(1);
  const heads = { ...flat, type: "multihead_attention", fields: { num_heads: 4 }, shape: [11, 32] };
  expect(picture(heads)).toMatchObject({ kind: "attention", total: 4 });
  expect(picture({ ...flat, type: "embedding", shape: [11, 32] }).kind).toBe("matrix");
  expect(picture({ ...flat, type: "positional_encoding", shape: [11, 32] }).kind).toBe("encoding");
  expect(picture({ ...flat, type: "add", shape: [11, 32] }).kind).toBe("sequence");
  expect(picture({ ...flat, type: "output", shape: [11, 3], asks: "expected" }).kind).toBe(
    "expected",
  );
  expect(picture({ ...flat, type: "output", shape: [11, 3] }).kind).toBe("sequence");
});

test("where samples are made, they are shown where they leave and where they meet real ones", () => {
  const points = { shape: [2], classes: [] };
  expect(picture({ ...points, type: "real_or_fake", place: "switch" }).kind).toBe("scatter");
  expect(picture({ ...points, place: "generated" }).kind).toBe("units");
  const pictures = { ...points, shape: [1, 8, 8], plane: false };
  expect(picture({ ...pictures, type: "unflatten", place: "generated" }).kind).toBe("generated");
  expect(picture({ ...pictures, type: "real_or_fake", place: "switch" }).kind).toBe("image");
});

test("no two tiles overlap and all lie in the picture", () => {
  const convolutions = [[5], [16], [40], [3, 8, 8], [16, 8, 8], [32, 4, 4]].map((shape) =>
    picture({ type: "conv2d", shape }),
  );
  const recurrent = ["rnn", "gru", "lstm"].map((type) =>
    picture({ type, shape: [24], input: [40, 5], fields: { hidden_size: 24 } }),
  );
  const texts = [
    ["a", "b"],
    ["[MASK]", "kings", "is"],
  ].map((vocab) => picture({ type: "input", shape: [30], isTokens: true, vocab }));
  for (const { tiles, beside, width, height } of [...convolutions, ...recurrent, ...texts]) {
    const all = [...tiles, ...beside];
    for (const [at, one] of all.entries()) {
      expect(one.x + one.width).toBeLessThanOrEqual(width);
      expect(one.y + one.height).toBeLessThanOrEqual(height);
      for (const other of all.slice(at + 1)) {
        const isApart =
          one.x + one.width <= other.x ||
          other.x + other.width <= one.x ||
          one.y + one.height <= other.y ||
          other.y + other.height <= one.y;
        expect(isApart).toBe(true);
      }
    }
  }
});

test("the tile under a point says where in it the point is", () => {
  const { tiles } = picture({ shape: [2] });
  const second = tiles[1] ?? { x: 0, y: 0, width: 1, height: 1 };
  const point = tileUnder(tiles, second.x + second.width / 2, second.y + second.height / 4);
  expect(point).toEqual({ index: 1, across: 0.5, down: 0.25 });
  expect(tileUnder(tiles, -1, 0)).toBeNull();
});
