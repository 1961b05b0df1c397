import { beforeEach, expect, it } from "vitest";

import { usePreferences } from "../store/preferences";
import { freshStores } from "../testing/stores";
import { ask, stopAsking } from "./asking";

const sample = () => usePreferences.getState().sample;

beforeEach(() => {
  freshStores();
  usePreferences.getState().set({ sample: { index: 7, of: "test" } });
});

it("shows what was asked, of the data it fits", () => {
  ask("0.5,1", "spiral");
  expect(sample()).toEqual({ index: 7, of: "asked", asked: "0.5,1", askedFor: "spiral" });
});

it("comes back to the sample that was shown before, however much was asked", () => {
  ask("0,0", "spiral");
  ask("1,1", "spiral");
  stopAsking();
  expect(sample()).toEqual({ index: 7, of: "test" });
});

it("that asks nothing stops nothing", () => {
  usePreferences.getState().set({ sample: { index: 7, of: "train" } });
  stopAsking();
  expect(sample()).toEqual({ index: 7, of: "train" });
});
