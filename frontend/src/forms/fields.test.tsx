import { cleanup, fireEvent, screen } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";

import type { FieldSchema } from "../api/types";
import { render } from "../testing/render";
import { OneField } from "./OneField";

const onChange = vi.fn();
const onCommit = vi.fn();

function show(schema: FieldSchema, value: unknown, disabled = false): void {
  const props = { id: "f", label: "Field", help: "", onChange, onCommit, disabled };
  render(<OneField {...props} schema={schema} value={value} />);
}
const input = (name = "Field") => screen.getByLabelText<HTMLInputElement>(name);

beforeEach(() => vi.clearAllMocks());

describe("a line of text", () => {
  const TEXT: FieldSchema = { type: "string", maxLength: 20 };

  it("is taken over when the person leaves it, as one step", () => {
    show(TEXT, "old");
    fireEvent.change(input(), { target: { value: "new" } });
    expect(onChange).not.toHaveBeenCalled();
    fireEvent.blur(input());
    expect(onChange).toHaveBeenCalledExactlyOnceWith("new");
    expect(onCommit).toHaveBeenCalledOnce();
  });

  it("may be emptied", () => {
    show(TEXT, "old");
    fireEvent.change(input(), { target: { value: "" } });
    fireEvent.keyDown(input(), { key: "Enter" });
    expect(onChange).toHaveBeenCalledExactlyOnceWith("");
  });

  it("is the one before again after Escape", () => {
    show(TEXT, "old");
    fireEvent.change(input(), { target: { value: "new" } });
    fireEvent.keyDown(input(), { key: "Escape" });
    fireEvent.blur(input());
    expect(onChange).not.toHaveBeenCalled();
    expect(input().value).toBe("old");
  });

  it("takes no more letters than the server, and shows nothing of what is no text", () => {
    show(TEXT, 7);
    expect(input().maxLength).toBe(20);
    expect(input().value).toBe("");
  });
});

describe("yes or no", () => {
  it.each([
    [true, false],
    [false, true],
    [undefined, true],
  ])("%s is switched to %s", (value, next) => {
    show({ type: "boolean" }, value);
    fireEvent.click(screen.getByRole("switch", { name: "Field" }));
    expect(onChange).toHaveBeenCalledExactlyOnceWith(next);
  });

  it("cannot be switched while it is disabled", () => {
    show({ type: "boolean" }, true, true);
    expect(screen.getByRole<HTMLInputElement>("switch").disabled).toBe(true);
  });
});

describe("one of a few", () => {
  it("gives a number where numbers are declared, not its text", () => {
    show({ enum: [1, 2, 4] }, 1);
    fireEvent.change(screen.getByRole("combobox", { name: "Field" }), { target: { value: "4" } });
    expect(onChange).toHaveBeenCalledExactlyOnceWith(4);
  });

  it("is called by its name", () => {
    show({ enum: ["mean", "sum"], ui: { choices: { mean: "the mean" } } }, "mean");
    const options = screen.getAllByRole("option").map(({ textContent }) => textContent);
    expect(options).toEqual(["the mean", "sum"]);
  });
});

describe("some words", () => {
  const WORDS: FieldSchema = { type: "array", items: { type: "string" }, minItems: 1 };
  const field = () => screen.findByRole("combobox", { name: "Field" });

  it("are pasted divided by commas, as one step", async () => {
    show(WORDS, ["cat"]);
    const clipboardData = { getData: () => "dog,mouse" };
    fireEvent.paste(await field(), { clipboardData });
    expect(onChange).toHaveBeenCalledExactlyOnceWith(["cat", "dog", "mouse"]);
    expect(onCommit).toHaveBeenCalledOnce();
  });

  it("are never fewer than the server takes", async () => {
    show(WORDS, ["cat"]);
    fireEvent.keyDown(await field(), { key: "Backspace" });
    expect(onChange).not.toHaveBeenCalled();
  });
});

describe("a value or none", () => {
  const DECAY: FieldSchema = {
    anyOf: [{ type: "number", minimum: 0, maximum: 1 }, { type: "null" }],
  };

  it("shows the value's own field only while it is on", () => {
    show(DECAY, null);
    expect(screen.queryByRole("textbox")).toBeNull();
  });

  it("is switched off to none", () => {
    show(DECAY, 0.5);
    fireEvent.click(screen.getByRole("switch", { name: "Set field" }));
    expect(onChange).toHaveBeenCalledExactlyOnceWith(null);
  });

  it("is changed in its own field", () => {
    show(DECAY, 0.5);
    fireEvent.change(input(), { target: { value: "0.25" } });
    fireEvent.blur(input());
    expect(onChange).toHaveBeenCalledExactlyOnceWith(0.25);
  });
});

it("changes one of Adam's two numbers and keeps the other", () => {
  const beta = { type: "number", minimum: 0, maximum: 1 };
  show({ type: "array", prefixItems: [beta, beta] }, [0.9, 0.999]);
  fireEvent.change(input("Field 2"), { target: { value: "0.5" } });
  fireEvent.blur(input("Field 2"));
  expect(onChange).toHaveBeenCalledExactlyOnceWith([0.9, 0.5]);
});

it("fills in what the file leaves out when one of several numbers changes", () => {
  const beta = { type: "number", minimum: 0, maximum: 1, default: 0.99 };
  show({ type: "array", prefixItems: [beta, beta] }, [0.9]);
  fireEvent.change(input("Field 2"), { target: { value: "0.5" } });
  fireEvent.blur(input("Field 2"));
  expect(onChange).toHaveBeenLastCalledWith([0.9, 0.5]);
  cleanup();
  show({ type: "array", prefixItems: [beta, beta] }, []);
  fireEvent.change(input("Field 2"), { target: { value: "0.5" } });
  fireEvent.blur(input("Field 2"));
  expect(onChange).toHaveBeenLastCalledWith([0.99, 0.5]);
});

it("says what no field can show, so that nothing is left out in silence", () => {
  show({ type: "object" }, { a: 1 });
  screen.getByText('Field can be set in the project file: {"a":1}');
});
