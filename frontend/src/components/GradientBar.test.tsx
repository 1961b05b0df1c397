import { screen } from "@testing-library/react";
import { expect, it } from "vitest";

import { render } from "../testing/render";
import { GradientBar } from "./GradientBar";

it.each([
  [null, "0", "none", "not measured yet"],
  [0, "0", "vanishing", "hardly learns"],
  [1e-7, "10", "vanishing", "hardly learns"],
  [0.01, "60", "healthy", "healthy"],
  [100, "100", "exploding", "lower the learning rate"],
  [NaN, "0", "broken", "not a finite number"],
  [Infinity, "100", "broken", "not a finite number"],
])("a gradient of %s fills %s of a hundred and is %s", (gradient, now, health, words) => {
  render(<GradientBar gradient={gradient} />);
  const meter = screen.getByRole("meter", { name: "Gradient health" });
  expect(meter.getAttribute("aria-valuenow")).toBe(now);
  expect(meter.getAttribute("aria-valuetext")).toContain(words);
  expect(meter.querySelector("[data-health]")?.getAttribute("data-health")).toBe(health);
});
