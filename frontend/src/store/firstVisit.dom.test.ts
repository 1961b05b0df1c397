import { beforeEach, expect, test, vi } from "vitest";

beforeEach(() => {
  localStorage.clear();
  vi.resetModules();
});

const visit = () => {
  vi.resetModules();
  return import("./firstVisit");
};
const left = async () => (await visit()).useFirstVisit.getState().left;

test("a browser that was never here has three steps to do, also after a reload", async () => {
  expect(await left()).toEqual(["play", "point", "change"]);
  localStorage.setItem("torchground-preferences", "{}");
  expect(await left()).toEqual(["play", "point", "change"]);
});

test("a browser that keeps something of an earlier visit has none", async () => {
  localStorage.setItem("torchground-layout", "{}");
  expect(await left()).toEqual([]);
});

test("a step that was done does not come back", async () => {
  (await visit()).didFirst("play");
  expect(await left()).toEqual(["point", "change"]);
});

test("hints that were closed do not come back", async () => {
  (await visit()).closeFirstVisit();
  expect(await left()).toEqual([]);
});
