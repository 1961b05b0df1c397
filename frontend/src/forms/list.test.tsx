import { fireEvent, screen } from "@testing-library/react";
import { expect, test, vi } from "vitest";

import type { FieldSchema } from "../api/types";
import { render } from "../testing/render";
import { kindsFor } from "./kinds";
import { numbersIn } from "./list.field";
import { OneField } from "./OneField";

const MILESTONES: FieldSchema = {
  type: "array",
  items: { type: "integer", minimum: 1, maximum: 1000 },
  minItems: 1,
  maxItems: 3,
};

test("a list of numbers has a form field of its own", () => {
  expect(kindsFor(MILESTONES)).toHaveLength(1);
  expect(kindsFor({ ...MILESTONES, items: { type: "array" } })).toHaveLength(0);
});

test("what fits is read and what does not is told", () => {
  expect(numbersIn("3, 10 ,40", MILESTONES)).toEqual([3, 10, 40]);
  expect(numbersIn("3, x", MILESTONES)).toMatch(/“x” is no number.*divided by commas/);
  expect(numbersIn("2.5", MILESTONES)).toMatch(/“2.5” is no whole number; type one from 1 to 1000/);
  expect(numbersIn("0, 3", MILESTONES)).toMatch(/“0” does not fit/);
  expect(numbersIn("", MILESTONES)).toBe("1 to 3 whole numbers, not 0");
  expect(numbersIn("1,2,3,4", MILESTONES)).toBe("1 to 3 whole numbers, not 4");
  expect(numbersIn("-1", { type: "array", items: { type: "number", minimum: 0 } })).toMatch(
    /“-1” does not fit; type a number from 0 upwards/,
  );
  for (const text of ["0,5; 1/4", "0,5, 0,25", "0.5,0.25"])
    expect(numbersIn(text, { type: "array", items: { type: "number" } })).toEqual([0.5, 0.25]);
  expect(numbersIn("1.5, 2", { type: "array", items: { type: "number" } })).toEqual([1.5, 2]);
});

test("a list is taken over when it is settled, and a misfit never is", () => {
  const onChange = vi.fn();
  const props = { id: "m", label: "Milestones", help: "", onChange, disabled: false };
  render(<OneField {...props} schema={MILESTONES} value={[30, 60]} />);
  const input = screen.getByLabelText<HTMLInputElement>("Milestones");
  expect(input.value).toBe("30, 60");
  fireEvent.change(input, { target: { value: "5, oops" } });
  fireEvent.blur(input);
  expect(onChange).not.toHaveBeenCalled();
  expect(screen.queryByText(/“oops” is no number/)).not.toBeNull();
  fireEvent.change(input, { target: { value: "5, 50" } });
  fireEvent.keyDown(input, { key: "Enter" });
  expect(onChange).toHaveBeenCalledWith([5, 50]);
});
