import { expect, test } from "vitest";

import { cardLine, cardName, exactText, paramsText, shapeText, shortCount } from "./words";

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
  expect(paramsText(1)).toBe("1 parameter");
  expect(paramsText(1234)).toBe("1,234 parameters");
  expect([72, 4640, 56_300, 2_100_000].map(shortCount)).toEqual(["72", "4,640", "56.3k", "2.1M"]);
});

test("exact numbers keep the digits that mean something", () => {
  expect(exactText(0.2841453)).toBe("0.284145");
  expect(exactText(-1.5e-7)).toBe("−1.50000e-7");
  expect(exactText(NaN)).toBe("not a number");
});

test("a card says what it does to shapes", () => {
  const report = { ...NOTHING, input_shapes: [[2]] };
  expect(cardLine("linear", {}, report, [8], 24)).toBe("2→8");
  expect(cardLine("relu", {}, { ...report, input_shapes: [[8]] }, [8], 0)).toBe("8");
  expect(cardLine("conv2d", { kernel_size: 3 }, report, [8, 6, 6], 80)).toBe("8 filters · 3×3");
  expect(cardLine("concat", {}, { ...report, input_shapes: [[8], null, [4]] }, [12], 0)).toBe(
    "8+4→12",
  );
  expect(cardLine("linear", {}, null, null, 0)).toBe("shape unknown");
});

test("a screen reader hears the whole card", () => {
  const report = { ...NOTHING, input_shapes: [[2]] };
  expect(cardName(["Linear", "Tanh"], report, [8], 24, [])).toBe(
    "Linear, Tanh, 2 to 8, 24 parameters, no problems",
  );
});
