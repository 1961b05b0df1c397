/** Tests what each picture draws for given numbers, and how it describes the place under the pointer. */
import { describe, expect, test } from "vitest";

import type { Reading } from "../../api/reading";
import { classColour, css, PRIMARY, SURFACES } from "../../components/colours";
import { assigned, drawn } from "../../testing/drawing";
import {
  cardScene,
  frameWith,
  imagesOn,
  painted,
  textsOn,
  valuesAt,
  wordsOf,
} from "../../testing/pictures";
import { floats } from "../../testing/readings";
import { dataInfo } from "../../testing/values";
import { kindOf } from "./kinds";
import type { PickContext } from "./picture";

const CONTEXT: PickContext = {
  card: "n",
  last: "n",
  frames: [],
  sample: { index: 4, of: "test" },
  vocab: [],
  source: null,
  newest: () => undefined,
};
const part = (across: number, down: number, index = 0, isBeside = false) =>
  ({ card: "n", last: "n", index, across, down, isBeside }) as const;
const pick = (kind: string) => {
  const found = kindOf({ kind }).pick;
  if (!found) throw new Error(`no numbers are found on ${kind}`);
  return found;
};

describe("bars", () => {
  const answer = (values: number[], classes = ["cat", "dog", "bird"]) =>
    cardScene({ type: "output", shape: [3], classes }, [
      frameWith(valuesAt("n", floats([values.length], ...values))),
    ]);
  /** The filled bars, the tracks, and the widths of all of them. */
  const bars = (values: number[]) => {
    const canvas = painted(answer(values));
    const colours = assigned(canvas, "fillStyle");
    const filled = colours.filter((colour) => colour === css(PRIMARY.light)).length;
    const track = colours.filter((colour) => colour === SURFACES.light["track"]).length;
    return { filled, track, rects: drawn(canvas, "roundRect").map((call) => call[2]) };
  };

  test("have a name and a track each, and are as long as the class is likely", () => {
    expect(textsOn(painted(answer([0.5, 0.25, 0.25])))).toEqual(["cat", "dog", "bird"]);
    expect(bars([1, 0, 0.5]).rects).toEqual([77, 77, 77, 77, 38.5]);
  });

  test("of a class that is hardly likely can still be seen, of nought there is none", () => {
    expect(bars([0.001, 0, 0])).toMatchObject({ filled: 1, rects: [77, 1.5, 77, 77] });
  });

  test("are empty tracks where the answer is of another drawing, or not a number", () => {
    expect(bars([0.5, 0.5])).toMatchObject({ filled: 0, track: 3 });
    expect(bars([NaN, NaN, NaN])).toMatchObject({ filled: 0, track: 3 });
  });

  test("never leave their track", () => {
    expect(bars([7, 0, 0]).rects[1]).toBe(77);
  });

  test("are told by the class, or by its number where it has no name", () => {
    expect(wordsOf(answer([1, 0, 0]), { index: 1 }).name).toBe("dog");
    expect(wordsOf(answer([1, 0, 0], ["cat", "dog"]), { index: 2 }).name).toBe("class 3");
  });

  test.each([
    [1, 1, "one class alone"],
    [21, 21, "more classes than fit"],
  ])("are not the picture of %i units of %i classes: %s", (units, count) => {
    const classes = Array.from({ length: count }, (_, at) => `c${at}`);
    const { kind } = cardScene({ type: "output", shape: [units], classes }, []).picture;
    expect(kind).not.toBe("bars");
  });
});

describe("the shown picture", () => {
  const grey = cardScene({ type: "input", shape: [1, 2, 2] }, [
    frameWith(valuesAt("n", floats([1, 2, 2], 0, 0.25, 0.5, 1))),
  ]);

  test("fills its card", () => {
    expect(imagesOn(painted(grey))).toEqual([[0, 0, 72, 72]]);
  });

  test("is told by row and column, with the question for the exact number", () => {
    expect(wordsOf(grey, { across: 0.9, down: 0.1 })).toEqual({
      name: "the shown sample",
      place: "row 1, column 2",
      exact: {
        label: "value",
        probe: expect.objectContaining({
          type: "unit_value",
          node: "n",
          index: [0, 0, 1],
        }) as unknown,
      },
    });
  });

  test("has one number a pixel", () => {
    expect(pick("image").cellAt(part(0.6, 0.2), [1, 28, 28], CONTEXT)).toEqual([0, 5, 16]);
    expect(pick("image").cellAt(part(0.6, 0.2), [28], CONTEXT)).toBeNull();
  });
});

describe("filters and their maps", () => {
  const maps = frameWith(valuesAt("n", floats([2, 2, 2], 1, 2, 3, 4, 5, 6, 7, 8)));
  const filters = (shown_in: number, count: number): Reading =>
    ({
      kind: "image",
      path: "n",
      facts: { shown_in },
      tensors: { values: floats([count, 3, 3], ...Array.from({ length: count * 9 }, Number)) },
    }) as unknown as Reading;
  const scene = (...frames: (typeof maps | undefined)[]) =>
    cardScene({ type: "conv2d", shape: [2, 2, 2] }, frames);
  const both = scene(maps, frameWith(filters(1, 2)));

  test("are drawn side by side", () => {
    const { tiles, beside } = both.picture;
    const places = [...tiles, ...beside].map(({ x, y, width, height }) => [x, y, width, height]);
    expect(imagesOn(painted(both))).toEqual(places);
  });

  test("are drawn for themselves where the others were not measured", () => {
    expect(imagesOn(painted(scene(maps, undefined)))).toHaveLength(2);
    expect(imagesOn(painted(scene(undefined, frameWith(filters(1, 2)))))).toHaveLength(2);
  });

  test("of many input channels are those for the first", () => {
    const piece = kindOf(both.picture).piece?.([undefined, frameWith(filters(3, 6))], {
      ...part(0, 0, 1, true),
    });
    expect(piece).toMatchObject({ rows: 3, columns: 3 });
    expect(imagesOn(painted(scene(undefined, frameWith(filters(3, 5)))))).toHaveLength(0);
  });

  test("are told as weights and as maps", () => {
    expect(wordsOf(both, { index: 1, isBeside: true, across: 0.9, down: 0.1 })).toMatchObject({
      name: "filter 2",
      isOfFirst: true,
      place: "row 1, column 3",
      exact: { label: "w =", probe: { type: "weight_value", index: [1, 0, 0, 2] } },
    });
    expect(wordsOf(both, { index: 1 })).toMatchObject({
      name: "feature map 2 (from 0 to 8)",
      place: "row 2, column 2",
    });
  });

  test("a filter stands for the number in the middle of its map", () => {
    const { cellAt } = pick("filters");
    expect(cellAt(part(0.9, 0.9, 1, true), [2, 8, 6], CONTEXT)).toEqual([1, 4, 3]);
    expect(cellAt(part(0.9, 0.9, 1), [2, 8, 6], CONTEXT)).toEqual([1, 7, 5]);
    expect(cellAt(part(0.9, 0.9, 1, true), [2], CONTEXT)).toBeNull();
  });
});

describe("feature maps", () => {
  const scene = (...values: number[]) =>
    cardScene({ type: "max_pool2d", shape: [1, 1, values.length] }, [
      frameWith(valuesAt("n", floats([1, 1, values.length], ...values))),
    ]);

  test("have a sign from the moment on when some number has one", () => {
    const one = scene(1, 2);
    painted(one);
    expect(one.memory.isSigned).toBe(false);
    painted({ ...scene(1, -2), memory: one.memory });
    painted({ ...scene(1, 2), memory: one.memory });
    expect(one.memory).toMatchObject({ maxes: [2], isSigned: true });
  });
});

describe("cells", () => {
  const scene = (units: number, count = units, type = "linear") =>
    cardScene({ type, shape: [units] }, [frameWith(valuesAt("n", floats([count])))]);

  test("are drawn one a unit", () => {
    expect(imagesOn(painted(scene(5)))).toHaveLength(5);
  });

  test("are blank for numbers of another drawing", () => {
    expect(imagesOn(painted(scene(5, 4)))).toHaveLength(0);
  });

  test("of thousands of units are the first 256", () => {
    const { picture } = scene(5000);
    expect(picture.tiles).toHaveLength(256);
    expect(picture.ports).toBeNull();
    expect(kindOf(picture).label(picture)).toBe(
      "the numbers of 256 of 5000 units for the shown sample",
    );
  });

  test("of more noise than a few numbers are not wired one by one", () => {
    expect(scene(8, 8, "noise").picture.ports).toHaveLength(8);
    expect(scene(9, 9, "noise").picture.ports).toBeNull();
    expect(scene(9, 9, "flatten").picture.ports).toHaveLength(9);
  });
});

describe("units over the plane", () => {
  const field: Reading = {
    kind: "field2d",
    path: "n",
    facts: { low: -6, high: 6 },
    tensors: { values: floats([2, 1, 1], 3, -4) },
  };
  const scene = cardScene({ shape: [2], plane: true }, [frameWith(field)]);

  test("are told with the point under the pointer, and asked there", () => {
    const data = dataInfo({ plane: [-6, 6] as never });
    expect(wordsOf(scene, { index: 1, across: 0.25, down: 0.25 }, { data })).toEqual({
      name: "unit 2",
      place: "at x₁ = −3.00, x₂ = 3.00",
      exact: {
        label: "value",
        probe: { type: "unit_value", node: "n", index: [1], point: [-3, 3] },
      },
    });
  });

  test("over a plane of their own are told in z, as noise is", () => {
    const data = dataInfo({ plane: [-2, 2] as never });
    expect(wordsOf(scene, { across: 0.5, down: 0.5 }, { data }).place).toBe(
      "at z₁ = 0.00, z₂ = 0.00",
    );
  });

  test("are drawn smoothly, small and enlarged", () => {
    expect(assigned(painted(scene), "imageSmoothingEnabled")).toEqual([true]);
    expect(kindOf(scene.picture).piece?.(scene.frames, part(0, 0, 1))).toMatchObject({
      isSmooth: true,
      shade: { low: -4, high: 4 },
    });
  });
});

describe("the weight matrix", () => {
  const weights = frameWith(valuesAt("n.weight", floats([2, 3], 1, 2, 3, 4, 5, 6)));
  const scene = cardScene({ shape: [64], num_params: 200 }, [weights]);

  test("is one image, told by input and unit", () => {
    expect(imagesOn(painted(scene))).toEqual([[0, 0, 84, 84]]);
    expect(wordsOf(scene, { across: 0.9, down: 0.1 })).toMatchObject({
      name: "weights",
      place: "from input 3 to unit 1",
      exact: { label: "w =", probe: { index: [0, 2] } },
    });
  });

  test("of an embedding lights the rows of the tokens that came, each once", () => {
    const table = frameWith(valuesAt("n.weight", floats([4, 2])));
    const tokens = frameWith(valuesAt("x", floats([3], 2, 0, 2)));
    const context = { ...CONTEXT, frames: [table], source: "x", newest: () => tokens };
    const { picture } = cardScene({ type: "embedding", shape: [3, 2] }, [table]);
    const { cellAt, rectsOf } = pick("matrix");
    const box = [
      [0, 2],
      [0, 1],
    ] as const;
    expect(rectsOf(picture, box, [3, 2], context).map(({ y, height }) => [y, height])).toEqual([
      [42, 21],
      [0, 21],
    ]);
    expect(cellAt(part(0.9, 0.6), [3, 2], context)).toEqual([0, 1]);
    expect(cellAt(part(0.9, 0.3), [3, 2], context)).toBeNull();
  });
});

describe("real and generated points", () => {
  const points = (high: number, ...values: number[]): Reading =>
    ({
      kind: "scatter",
      path: "",
      facts: { low: 0, high, groups: ["real", "generated"] },
      tensors: { points: floats([2, 2], ...values), group: floats([2], 0, 1) },
    }) as unknown as Reading;
  const scene = (reading?: Reading) =>
    cardScene({ type: "real_or_fake", shape: [2], plane: true, place: "switch" }, [
      reading && frameWith(reading),
    ]);

  test("are dots where they lie, upwards what is larger, coloured by where they come from", () => {
    const canvas = painted(scene(points(1, 0, 0, 1, 1)));
    expect(drawn(canvas, "fillRect")).toEqual([
      [-0.75, 83.25, 1.5, 1.5],
      [83.25, -0.75, 1.5, 1.5],
    ]);
    expect(assigned(canvas, "fillStyle").slice(1)).toEqual([
      css(classColour(0), 0.8),
      css(classColour(1), 0.8),
    ]);
  });

  test("are none before they were measured, nor on a plane without room", () => {
    expect(drawn(painted(scene()), "fillRect")).toEqual([]);
    expect(drawn(painted(scene(points(0, 1, 1, 1, 1))), "fillRect")).toEqual([]);
  });
});

describe("attention", () => {
  const looks: Reading = {
    kind: "attention",
    path: "n",
    facts: { tokens: ["a", " "], causal: false },
    tensors: { values: floats([1, 2, 2], 0.75, 0.25, NaN, 1) },
  };
  const heads = (num_heads: number) =>
    cardScene({ type: "multihead_attention", fields: { num_heads }, shape: [2, 8] }, [
      frameWith(looks),
    ]);

  test("is told by both steps and the share of it", () => {
    expect(wordsOf(heads(1), { across: 0.1, down: 0.1 })).toEqual({
      name: "head 1",
      place: "from step 1 (a) to step 1 (a); a click works out step 1",
      number: "looks there with 75.0 %",
    });
  });

  test("says no number where there is none", () => {
    expect(wordsOf(heads(1), { across: 0.1, down: 0.9 })).toMatchObject({
      place: "from step 2 (␣) to step 1 (a); a click works out step 2",
      number: "",
    });
  });

  test.each([
    [1, 1, "where each of 1 heads look"],
    [8, 8, "where each of 8 heads look"],
    [40, 12, "where 12 of 40 heads look"],
  ])("of %i heads shows %i", (count, shown, label) => {
    const { picture } = heads(count);
    expect(picture.tiles).toHaveLength(shown);
    expect(kindOf(picture).label(picture)).toBe(label);
  });

  test("finds the step that looks by its row", () => {
    const context = { ...CONTEXT, frames: [frameWith(looks)] };
    expect(pick("attention").cellAt(part(0.1, 0.9), [2, 8], context)).toEqual([1, 0]);
    expect(pick("attention").cellAt(part(0.1, 0.9), [2, 8], CONTEXT)).toBeNull();
  });
});

describe("gates and states over time", () => {
  const states: Reading = {
    kind: "states",
    path: "n",
    facts: { names: ["input gate i", "cell c"] },
    tensors: { values: floats([2, 3, 2], ...Array.from({ length: 12 }, (_, at) => at)) },
  };
  const scene = cardScene(
    { type: "lstm", fields: { hidden_size: 2 }, shape: [3, 2], input: [3, 1] },
    [frameWith(states)],
  );

  test("have the letter of each at its left, none of those that the layer lacks", () => {
    expect(textsOn(painted(scene))).toEqual(["i", "c", "", "", "", ""]);
    expect(imagesOn(painted(scene))).toHaveLength(2);
  });

  test("are told by gate, step and unit", () => {
    expect(wordsOf(scene, { index: 1, across: 0.9, down: 0.9 })).toEqual({
      name: "c, cell c",
      place: "step 3, unit 2",
      number: "value about 11.00",
    });
  });

  test("belong to a step and a unit, where only the last step is given to the unit there", () => {
    const context = { ...CONTEXT, frames: scene.frames };
    const { cellAt } = pick("states");
    expect(cellAt(part(0.5, 0.9), [3, 2], context)).toEqual([1, 1]);
    expect(cellAt(part(0.5, 0.9), [2], context)).toEqual([1]);
    expect(cellAt(part(0.5, 0.9), [2], CONTEXT)).toBeNull();
  });

  test("of a layer without a known number of units have no picture of their own", () => {
    const { kind } = cardScene({ type: "lstm", shape: [3, 2], input: [3, 1] }, []).picture;
    expect(kind).toBe("sequence");
  });
});

describe("likeliest tokens", () => {
  const reading: Reading = {
    kind: "tokens",
    path: "",
    tensors: { values: floats([2]) },
    facts: {
      tokens: ["b", "[MASK]"],
      meaning: "probability",
      choices: [null, [{ token: "c", probability: 0.705 }]],
      truth: [null, "a"],
    },
  };
  const vocab = ["a", "b", "c"];
  const scene = cardScene({ type: "output", shape: [2, 3], vocab, asks: "hidden" }, [
    frameWith(reading),
  ]);

  test("are told with their share and the truth", () => {
    expect(wordsOf(scene, { index: 1 }).name).toBe("place 2: “c” with 70.5 %, truly “a”");
  });

  test("are told as the text where nothing is asked, and as a place beyond the text", () => {
    expect(wordsOf(scene, { index: 0 }).name).toBe("place 1 is “b”; nothing is asked here");
    expect(wordsOf(scene, { index: 7 }).name).toBe("place 8");
  });

  test("are found by their place in the vocabulary, where one is asked for", () => {
    const context = { ...CONTEXT, frames: scene.frames, vocab };
    expect(pick("hidden").cellAt(part(0.5, 0.5, 1), [2, 3], context)).toEqual([1, 2]);
    expect(pick("hidden").cellAt(part(0.5, 0.5, 0), [2, 3], context)).toBeNull();
  });
});

describe("a text", () => {
  const scene = cardScene({ type: "input", shape: [3], isTokens: true, vocab: ["a", "\n"] }, [
    frameWith(valuesAt("n", floats([2], 1, 5))),
  ]);

  test("is told by step and token", () => {
    expect(wordsOf(scene, { index: 0 }).name).toBe("step 1 is “↵”");
  });

  test("is told by the step alone where the token is unknown", () => {
    expect(wordsOf(scene, { index: 1 }).name).toBe("step 2");
    expect(wordsOf(scene, { index: 2 }).name).toBe("step 3");
  });
});

describe("generated pictures", () => {
  const made = (signed: boolean): Reading => ({
    kind: "images",
    path: "output",
    facts: { signed },
    tensors: { values: floats([1, 2, 1, 1], 0.5, 2) },
  });
  const scene = (signed: boolean) =>
    cardScene({ type: "unflatten", shape: [1, 8, 8], place: "generated" }, [
      frameWith(made(signed)),
    ]);
  const shade = (signed: boolean) =>
    kindOf({ kind: "generated" }).piece?.(scene(signed).frames, part(0, 0, 1))?.shade;

  test("are drawn as far as they came", () => {
    expect(imagesOn(painted(scene(false)))).toHaveLength(2);
  });

  test("have a sign where the data have one", () => {
    expect(shade(true)).toMatchObject({ scale: "diverging", low: -2, high: 2 });
    expect(shade(false)).toMatchObject({ scale: "ink", low: 0, high: 2 });
  });

  test("are told by their number and the place in them", () => {
    expect(wordsOf(scene(false), { index: 1 })).toEqual({
      name: "generated sample 2",
      place: "row 1, column 1",
      number: "value about 2.00",
    });
  });
});
