import { fireEvent, screen } from "@testing-library/react";
import { expect, test, vi } from "vitest";

import type { EntrySchema, FieldSchema } from "../api/types";
import { render } from "../testing/render";
import { EntryForm, fieldsOf } from "./EntryForm";
import { kindsFor } from "./kinds";
import { boundsOf, firstValue, labelOf, withoutNull } from "../api/fieldSchema";

const LR: FieldSchema = {
  type: "number",
  exclusiveMinimum: 0,
  maximum: 100,
  default: 0.01,
  ui: { low: 1e-5, high: 1, scale: "log", live: true },
};
const STRIDE: FieldSchema = {
  anyOf: [{ type: "integer", minimum: 1, maximum: 64 }, { type: "null" }],
  default: null,
  ui: { high: 8 },
};
const FEATURES: FieldSchema = {
  type: "array",
  items: { type: "string", enum: ["x1", "x2", "x1_x2"] },
  minItems: 1,
  ui: { choices: { x1: "x₁", x2: "x₂", x1_x2: "x₁x₂" } },
};
const SCHEMA: EntrySchema = {
  properties: {
    type: { type: "string", const: "any" },
    lr: LR,
    stride: STRIDE,
    features: FEATURES,
    bias: { type: "boolean" },
    head: { type: "string", enum: ["linear", "none"] },
    betas: { type: "array", prefixItems: [{ type: "number", minimum: 0, maximum: 0.9 }] },
    name: { type: "string" },
    start: { type: "array", items: { type: "number" }, minItems: 2, maxItems: 2 },
    milestones: {
      type: "array",
      items: { type: "integer", minimum: 1, maximum: 100 },
      minItems: 1,
    },
    classes: { type: "array", items: { type: "string" } },
  },
};
const DEFAULTS = {
  lr: 0.01,
  stride: null,
  features: ["x1", "x2"],
  bias: true,
  head: "linear",
  betas: [0.9],
  name: "",
  start: [-2, 1],
  milestones: [30, 60],
  classes: ["orange", "blue"],
};

function show(value: Record<string, unknown> = {}) {
  const onChange = vi.fn();
  render(
    <EntryForm
      entry={{ schema: SCHEMA, defaults: DEFAULTS }}
      value={value}
      onChange={onChange}
      idPrefix="t"
    />,
  );
  return onChange;
}

test("every sort of field has exactly one kind", () => {
  for (const [name, schema] of Object.entries(SCHEMA.properties)) {
    if (name !== "type") expect(kindsFor(schema), name).toHaveLength(1);
  }
});

test("a field that was not set shows its default", () => {
  show();
  expect(screen.getByRole<HTMLInputElement>("textbox", { name: "Learning rate" }).value).toBe(
    "0.01",
  );
});

test("a tick adds a choice in the order of the declaration", () => {
  const onChange = show({ features: ["x1_x2", "x1"] });
  fireEvent.click(screen.getByRole("checkbox", { name: "x₂" }));
  expect(onChange).toHaveBeenCalledExactlyOnceWith("features", ["x1", "x2", "x1_x2"]);
});

test("the last choice cannot be taken away", () => {
  show({ features: ["x1"] });
  expect(screen.getByRole<HTMLInputElement>("checkbox", { name: "x₁" }).disabled).toBe(true);
});

test("a value that may be none is switched on with a value that fits", () => {
  const onChange = show();
  fireEvent.click(screen.getByRole("switch", { name: "Stride" }));
  expect(onChange).toHaveBeenCalledExactlyOnceWith("stride", 1);
});

test("a choice gives the declared value", () => {
  const onChange = show();
  fireEvent.change(screen.getByRole("combobox", { name: "Head" }), { target: { value: "none" } });
  expect(onChange).toHaveBeenCalledExactlyOnceWith("head", "none");
});

test("a dot marks the fields that take effect while it trains, and no other", () => {
  show();
  const dots = screen.getAllByRole("img", { name: "Takes effect at once, while it trains" });
  expect(dots).toHaveLength(fieldsOf(SCHEMA, "live").length);
  const rate = screen.getByRole("textbox", { name: "Learning rate" });
  expect(dots[0]?.parentElement?.contains(rate)).toBe(true);
});

test("live fields and the rest make up all fields", () => {
  expect(fieldsOf(SCHEMA, "live")).toEqual(["lr"]);
  expect([...fieldsOf(SCHEMA, "live"), ...fieldsOf(SCHEMA, "rest")].sort()).toEqual(
    fieldsOf(SCHEMA).sort(),
  );
});

test("bounds: the slider by its hints, the typing by what is accepted", () => {
  const bounds = boundsOf(LR);
  expect([bounds.min, bounds.max, bounds.highest, bounds.log]).toEqual([1e-5, 1, 100, true]);
  expect(bounds.lowest).toBeGreaterThan(0);
  expect(boundsOf({ type: "integer", minimum: 0, maximum: 2 ** 31 - 1 }).slides).toBe(false);
});

test("a schema with null is read without it", () => {
  expect(withoutNull(LR)).toBeUndefined();
  expect(withoutNull(STRIDE)).toMatchObject({ type: "integer", maximum: 64, ui: { high: 8 } });
  expect(firstValue({ type: "number", exclusiveMinimum: 0, maximum: 0.5 })).toBe(0.5);
});

test("labels are words", () => {
  expect(labelOf("num_samples", {})).toBe("Samples");
  expect(labelOf("lr", {})).toBe("Learning rate");
  expect(labelOf("weight_decay", { ui: { label: "Decay" } })).toBe("Decay");
});

test("a list of two numbers has a field for each", () => {
  const onChange = show();
  const field = screen.getByRole<HTMLInputElement>("textbox", { name: "Start 2" });
  expect(field.value).toBe("1");
  fireEvent.change(field, { target: { value: "3" } });
  fireEvent.blur(field);
  expect(onChange).toHaveBeenCalledExactlyOnceWith("start", [-2, 3]);
});

test("what the check says of a field stands under it", () => {
  render(
    <EntryForm
      entry={{ schema: SCHEMA, defaults: DEFAULTS }}
      value={{}}
      onChange={vi.fn()}
      idPrefix="t"
      problems={{ name: "name cannot be read" }}
    />,
  );
  expect(screen.getByRole("alert").textContent).toBe("name cannot be read");
});
