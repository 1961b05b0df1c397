import { screen } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, test, vi } from "vitest";

import { assigned, drawn, giveSize, pointAt } from "../testing/drawing";
import { render } from "../testing/render";
import type { Rgb } from "./colours";
import { nearest, Scatter, type Cloud } from "./Scatter";

const RED: Rgb = [255, 0, 0];
const BLUE: Rgb = [0, 0, 255];
const cloudOf = (points: readonly number[], more: Partial<Cloud> = {}): Cloud => ({
  points: Float32Array.from(points),
  colourAt: () => RED,
  ...more,
});
const canvas = () => screen.getByRole("img", { name: "Data" });
const onHover = vi.fn();

async function show(...clouds: Cloud[]) {
  render(<Scatter clouds={clouds} x={[-1, 1]} y={[-1, 1]} label="Data" onHover={onHover} />);
  await vi.waitFor(() => expect(drawn(canvas(), "clearRect")).toHaveLength(1));
}

beforeEach(() => {
  onHover.mockClear();
  giveSize(100, 100);
});
afterEach(() => vi.unstubAllGlobals());

describe("points over a plane", () => {
  it("lie where their numbers say, up being up", async () => {
    await show(cloudOf([-1, -1, 0, 0.5]));
    expect(drawn(canvas(), "arc").map(([x, y]) => [x, y])).toEqual([
      [0, 100],
      [50, 25],
    ]);
  });

  it("have each its own colour, and the radius and rim of their cloud", async () => {
    const colourAt = (index: number) => (index === 0 ? RED : BLUE);
    await show(cloudOf([0, 0, 1, 1], { colourAt, radius: 5, rim: "#000" }));
    expect(assigned(canvas(), "fillStyle")).toEqual(["rgb(255 0 0)", "rgb(0 0 255)"]);
    expect(assigned(canvas(), "strokeStyle")).toEqual(["#000"]);
    expect(drawn(canvas(), "arc").map(([, , radius]) => radius)).toEqual([5, 5]);
  });

  it("of the last cloud lie on top", async () => {
    await show(cloudOf([0, 0], { radius: 1 }), cloudOf([0, 0], { radius: 2 }));
    expect(drawn(canvas(), "arc").map(([, , radius]) => radius)).toEqual([1, 2]);
  });

  it("are none where half a point came", async () => {
    await show(cloudOf([0.5]));
    expect(drawn(canvas(), "arc")).toEqual([]);
  });
});

describe("the pointer", () => {
  it("finds the nearest point of any cloud within its reach", async () => {
    await show(cloudOf([-1, 1]), cloudOf([0, 0, 0.1, 0]));
    pointAt(canvas(), "pointerMove", 0.56, 0.5);
    expect(onHover).toHaveBeenLastCalledWith({ cloud: 1, index: 1 });
  });

  it("finds nothing far from every point, nor once it left", async () => {
    await show(cloudOf([0, 0]));
    pointAt(canvas(), "pointerMove", 0.9, 0.9);
    expect(onHover).toHaveBeenLastCalledWith(null);
    pointAt(canvas(), "pointerLeave", 0.5, 0.5);
    expect(onHover).toHaveBeenLastCalledWith(null);
  });
});

const same = (value: number) => value;

test("the nearest point within reach is picked, from whichever cloud", () => {
  const clouds = [cloudOf([0, 0, 10, 10]), cloudOf([12, 10])];
  expect(nearest(clouds, 11.5, 10, same, same, 8)).toEqual({ cloud: 1, index: 0 });
  expect(nearest(clouds, 9, 10, same, same, 8)).toEqual({ cloud: 0, index: 1 });
});

test("out of reach is nothing", () => {
  expect(nearest([cloudOf([0, 0])], 20, 20, same, same, 8)).toBeNull();
});
