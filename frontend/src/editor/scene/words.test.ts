import { expect, test } from "vitest";

import type { Report } from "../../api/types";
import { cardLine, cardName, inputTexts, paramsText, shapeText, shortCount } from "./words";

const NOTHING = {
  input_shapes: [],
  max_inputs: 1,
  num_params: null,
  shape: null,
  start: null,
  vocab: null,
};

test("counts and shapes are short", () => {
  expect(shapeText([8, 16, 16])).toBe("8×16×16");
  expect(shapeText(null)).toBe("–");
  expect(shapeText([40, 5])).toBe("40 steps × 5");
  expect(shapeText([12], 8)).toBe("12 tokens");
  expect(paramsText(1)).toBe("1 parameter");
  expect(paramsText(1234)).toBe("1,234 parameters");
  expect([72, 4640, 56_300, 2_100_000].map(shortCount)).toEqual(["72", "4,640", "56.3k", "2.1M"]);
});

test("a card says what it does to shapes", () => {
  const made = (...shape: number[]) => ({ ...NOTHING, shape });
  expect(cardLine("linear", {}, ["2"], made(8), 24)).toBe("2→8");
  expect(cardLine("relu", {}, ["8"], made(8), 0)).toBe("8");
  expect(cardLine("conv2d", { kernel_size: 3 }, ["1×8×8"], made(8, 6, 6), 80)).toBe(
    "8 filters · 3×3",
  );
  expect(cardLine("concat", {}, ["8", "–", "4"], made(12), 0)).toBe("8 + 4→12");
  expect(cardLine("linear", {}, [], null, 0)).toBe("shape unknown");
});

test("a card says what it does to sequences", () => {
  const made = (...shape: number[]) => ({ ...NOTHING, shape });
  const eleven = "11 steps × 32";
  expect(cardLine("linear", {}, [eleven], made(11, 64), 9)).toBe("11 steps × 32→64");
  expect(cardLine("multihead_attention", {}, [eleven], made(11, 32), 9)).toBe(eleven);
  expect(cardLine("add", {}, [eleven, eleven], made(11, 32), 0)).toBe(eleven);
  expect(cardLine("lstm", {}, ["40 steps × 5"], made(24), 9)).toBe("40 steps × 5→24");
  expect(cardLine("embedding", {}, ["11 tokens"], made(11, 32), 9)).toBe(eleven);
});

test("what comes in is tokens where what feeds it says so", () => {
  const report = {
    nodes: {
      x: { ...NOTHING, shape: [11], vocab: 3 },
      e: { ...NOTHING, input_shapes: [[11]], shape: [11, 32] },
    },
  } as unknown as Report;
  expect(inputTexts("e", [{ source: "x", target: "e", handle: 0 }], report)).toEqual(["11 tokens"]);
});

test("a screen reader hears the whole card", () => {
  expect(cardName(["Linear", "Tanh"], "2", "8", 24, [])).toBe(
    "Linear, Tanh, 2 to 8, 24 parameters, no problems",
  );
});
