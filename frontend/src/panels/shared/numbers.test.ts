import { expect, test } from "vitest";

import { metricText } from "./numbers";

test.each([
  ["loss", 0, "0.0000"],
  ["loss", 0.69314, "0.6931"],
  ["loss", -0.25, "-0.2500"],
  ["loss", 12.3456, "12.346"],
  ["loss", 0.0009, "9.0e-4"],
  ["loss", 123_456, "1.2e+5"],
])("a %s of %d is written as %s", (name, value, text) => {
  expect(metricText(name, value)).toBe(text);
});

test.each([
  ["test_accuracy", 0.98765, "98.8 %"],
  ["test_accuracy", 1, "100 %"],
  ["test_accuracy", 0.9999, "100.0 %"],
  ["test_exact", 0, "0.0 %"],
  ["quality", 0.5, "50.0 %"],
])("%s of %d is a share: %s", (name, value, text) => {
  expect(metricText(name, value)).toBe(text);
});

test("what is counted has no decimals", () => {
  expect(metricText("mistakes", 12)).toBe("12");
  expect(metricText("modes", 7.9999)).toBe("8");
});

test("a number that is none says so, whatever it measures", () => {
  expect(metricText("test_accuracy", NaN)).toBe("NaN");
  expect(metricText("loss", Infinity)).toBe("Infinity");
});
