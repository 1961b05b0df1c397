import { cleanup, screen } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";

import { assigned, drawn } from "../testing/drawing";
import { textsOn } from "../testing/pictures";
import { floats } from "../testing/readings";
import { pictureWith, pointInPlot, readingWith, showView } from "../testing/views";

afterEach(() => vi.unstubAllGlobals());

const curve = (outputs: number, ...y: number[]) =>
  readingWith(
    "curve",
    { input: "hours", target: "price" },
    { x: floats([2], 0, 1), y: floats([2, outputs], ...y) },
  );

test("the axes are called by the input and the target", async () => {
  showView(curve(1, 3, 4));
  expect(textsOn(await pictureWith("stroke"))).toEqual(expect.arrayContaining(["hours", "price"]));
});

test("each output is a curve in a colour of its own", async () => {
  showView(curve(2, 0, 1, 1, 0));
  const canvas = await pictureWith("stroke");
  const [first, second] = assigned(canvas, "strokeStyle").slice(-2);
  expect(first).not.toBe(second);
});

test("samples lie beneath the curve, and the axes take them in", async () => {
  const samples = { x: floats([2], 0, 3), y: floats([2], 0, 10) };
  showView(curve(1, 0, 1), { samples });
  const places = drawn(await pictureWith("arc"), "arc");
  expect(places.map(([x]) => x)).toEqual([46, 146]);
  for (const [, y] of places) expect(y).toSatisfy((one: number) => one >= 6 && one <= 106);
});

test("the pointer reads input and answer, packed numbers as what they stand for", () => {
  const reading = curve(1, 0, 0);
  const y = { dtype: "int8", shape: [2, 1], scale: 0.5, data: Int8Array.of(3, -7) };
  const onHover = showView({ ...reading, tensors: { ...reading.tensors, y } });
  pointInPlot(screen.getByRole("img"), 0.9);
  expect(onHover).toHaveBeenLastCalledWith("hours 1: price −3.5");
});

test("packed numbers are drawn as what they stand for", async () => {
  const plain = curve(1, 0, 100);
  showView(plain);
  const expected = drawn(await pictureWith("stroke"), "lineTo").slice(-2);
  cleanup();
  const y = { dtype: "int8", shape: [2, 1], scale: 50, data: Int8Array.of(0, 2) };
  const x = { dtype: "int8", shape: [2], scale: 0.5, data: Int8Array.of(0, 2) };
  showView({ ...plain, tensors: { ...plain.tensors, x, y } });
  expect(drawn(await pictureWith("stroke"), "lineTo").slice(-2)).toEqual(expected);
});

test("the pointer beside the plot reads nothing", () => {
  const onHover = showView(curve(1, 3, 4));
  pointInPlot(screen.getByRole("img"), -0.1);
  expect(onHover).toHaveBeenLastCalledWith(null);
});
