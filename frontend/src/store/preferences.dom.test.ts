import { beforeEach, describe, expect, it } from "vitest";

import { freshStores } from "../testing/stores";
import { sampleFields, usePreferences } from "./preferences";

const KEY = "torchground-preferences";
const kept = () =>
  (JSON.parse(localStorage.getItem(KEY) ?? "{}") as { state: Record<string, unknown> }).state;

beforeEach(() => {
  localStorage.clear();
  freshStores();
});

describe("what a person likes", () => {
  it("is kept in this browser", () => {
    usePreferences.getState().set({ smoothing: 0.5, panels: { loss: false } });
    expect(kept()).toMatchObject({ smoothing: 0.5, panels: { loss: false } });
  });

  it("is there again when the page opens again", async () => {
    usePreferences.getState().set({ logLoss: true });
    const text = localStorage.getItem(KEY) ?? "";
    freshStores();
    localStorage.setItem(KEY, text);
    await usePreferences.persist.rehydrate();
    expect(usePreferences.getState().logLoss).toBe(true);
  });

  it("does not hold the speed: tomorrow's training is not slow because today's was", () => {
    usePreferences.getState().set({ speed: 10 });
    expect(kept()).not.toHaveProperty("speed");
  });

  it("holds the sample that is shown, but nothing that was asked of a network", () => {
    usePreferences.getState().set({ sample: { index: 4, of: "train" } });
    expect(kept()["sample"]).toEqual({ index: 4, of: "train" });
    usePreferences.getState().set({ sample: { index: 4, of: "asked", asked: "hello" } });
    expect(kept()["sample"]).toEqual({ index: 0, of: "test" });
  });

  it("is not lost where this browser's storage cannot be read", async () => {
    localStorage.setItem(KEY, "{not json");
    await usePreferences.persist.rehydrate();
    expect(usePreferences.getState()).toMatchObject({ showTest: true, speed: null });
  });
});

describe("the fields of a probe of one sample", () => {
  it("name the sample of a split", () => {
    expect(sampleFields({ index: 3, of: "train" })).toEqual({ sample: 3, of: "train" });
  });

  it("carry what was asked, and no place in the data", () => {
    expect(sampleFields({ index: 3, of: "asked", asked: "0.5,1" })).toEqual({
      of: "asked",
      asked: "0.5,1",
    });
    expect(sampleFields({ index: 3, of: "asked" })).toEqual({ of: "asked", asked: "" });
  });
});
