import { expect, test } from "vitest";

import { POSITIVE } from "./colours";
import { nearest, type Cloud } from "./Scatter";

const cloud = (...points: number[]): Cloud => ({
  points: Float32Array.from(points),
  colourAt: () => POSITIVE,
});
const same = (value: number) => value;

test("the nearest point within reach is picked, from whichever cloud", () => {
  const clouds = [cloud(0, 0, 10, 10), cloud(12, 10)];
  expect(nearest(clouds, 11.5, 10, same, same, 8)).toEqual({ cloud: 1, index: 0 });
  expect(nearest(clouds, 9, 10, same, same, 8)).toEqual({ cloud: 0, index: 1 });
});

test("out of reach is nothing", () => {
  expect(nearest([cloud(0, 0)], 20, 20, same, same, 8)).toBeNull();
});
