import { expect, it } from "vitest";

import { paddingOf } from "./viewport";

const PANE = { left: 224, top: 52, right: 1046, bottom: 624 };

it("leaves the usual room where nothing covers the canvas", () => {
  expect(paddingOf(PANE, [])).toEqual({ top: 24, right: 30, bottom: 74, left: 30 });
  const beside = { left: 1060, top: 52, right: 1340, bottom: 624 };
  expect(paddingOf(PANE, [{ side: "right", box: beside }]).right).toBe(30);
});

it("fits beside the open layer and below a sentence over the canvas", () => {
  const inspector = { left: 754, top: 64, right: 1026, bottom: 612 };
  const notice = { left: 256, top: 62, right: 746, bottom: 114 };
  const padding = paddingOf(PANE, [
    { side: "right", box: inspector },
    { side: "top", box: notice },
  ]);
  expect(padding).toEqual({ top: 78, right: 308, bottom: 74, left: 30 });
});

it("overlooks what would leave no room at all", () => {
  const wide = { left: 300, top: 64, right: 1026, bottom: 612 };
  expect(paddingOf(PANE, [{ side: "right", box: wide }]).right).toBe(30);
});
