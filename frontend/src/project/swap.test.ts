import { describe, expect, test } from "vitest";

import { entryOf } from "../testing/values";
import { standIns, swapped, unitsAfter } from "./swap";

const number = (more: object) => ({ type: "integer" as const, ...more });
const lstm = entryOf("lstm", { hidden_size: number({ default: 32 }) }, { sort: "recurrent" });
const gru = entryOf(
  "gru",
  { hidden_size: number({ default: 32 }), layers: number({ default: 1, maximum: 4 }) },
  { sort: "recurrent" },
);
const rnn = entryOf(
  "rnn",
  { hidden_size: number({ default: 16 }), kind: { type: "string", enum: ["tanh", "relu"] } },
  { sort: "recurrent" },
);
const linear = entryOf("linear");

test("layers of one sort can stand in for one another, and others for none", () => {
  const layers = [lstm, linear, gru];
  expect(standIns(layers, "gru")).toEqual([lstm, gru]);
  expect(standIns(layers, "linear")).toEqual([]);
  expect(standIns(layers, "gone")).toEqual([]);
});

describe("a layer that is swapped", () => {
  test("keeps the parameters that both have", () => {
    const layer = { type: "lstm", hidden_size: 7, forget: true };
    expect(swapped(layer, lstm, gru)).toEqual({ type: "gru", hidden_size: 7 });
  });

  test("keeps what it had by default where the other's default differs", () => {
    expect(swapped({ type: "lstm" }, lstm, gru)).toEqual({ type: "gru" });
    expect(swapped({ type: "lstm" }, lstm, rnn)).toEqual({ type: "rnn", hidden_size: 32 });
  });

  test("takes no value that the other refuses", () => {
    const layer = { type: "gru", hidden_size: 7, layers: 9, kind: "sine" };
    expect(swapped(layer, rnn, gru)).toEqual({ type: "gru", hidden_size: 7 });
    expect(swapped(layer, gru, rnn)).toEqual({ type: "rnn", hidden_size: 7 });
  });
});

test.each([
  [1, 1, 2],
  [1, -1, 1],
  [15, 1, 16],
  [16, 1, 24],
  [16, -1, 15],
  [20, 1, 24],
  [24, -1, 16],
  [64, 1, 64],
] as const)("units go from %i by %i to %i", (count, step, next) => {
  expect(unitsAfter(count, step, { type: "integer", minimum: 1, maximum: 64 })).toBe(next);
});
