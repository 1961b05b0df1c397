import { expect, test } from "vitest";

import { chartLayout, toTraces } from "./chart";
import { PRIMARY } from "./colours";

const line = (y: number[]) => ({
  name: "train loss",
  x: y.map((_, at) => at + 1),
  y,
  colour: (mode: "light" | "dark") => PRIMARY[mode],
});
const options = { xTitle: "epoch", yTitle: "loss", log: true, width: 300, height: 200 };

test("what is not finite is a gap, never a number", () => {
  const [trace] = toTraces([line([1, NaN, Infinity, 2])], "light");
  expect(trace).toMatchObject({ x: [1, 2, 3, 4], y: [1, null, null, 2] });
});

test("a curve of a hundred thousand points is drawn with at most two thousand", () => {
  const [trace] = toTraces([line(Array.from({ length: 100_000 }, (_, at) => at % 7))], "light");
  expect((trace as { x: number[] }).x.length).toBeLessThanOrEqual(2000);
});

test("the first point is seen before there is a line", () => {
  expect(toTraces([line([1])], "light")).toMatchObject([{ mode: "lines+markers" }]);
  expect(toTraces([line([1, 2])], "light")).toMatchObject([{ mode: "lines" }]);
});

test("a value is said with its step", () => {
  const [trace] = toTraces([{ ...line([1, 2]), steps: [25, 5000] }], "light");
  expect(trace).toMatchObject({
    customdata: [25, 5000],
    hovertemplate: expect.stringContaining("step %{customdata:,d}") as string,
  });
});

test("axes have titles, and the person's zoom outlives new points", () => {
  expect(chartLayout({ ...options, mode: "dark" })).toMatchObject({
    xaxis: { title: { text: "epoch" } },
    yaxis: { title: { text: "loss" }, type: "log" },
    uirevision: "log",
  });
});

test("a mark's words stay plain words", () => {
  const marks = [{ x: 3, text: "<b>lr</b>" }];
  expect(chartLayout({ ...options, marks, mode: "light" })).toMatchObject({
    annotations: [{ x: 3, text: "&lt;b&gt;lr&lt;/b&gt;" }],
  });
});
