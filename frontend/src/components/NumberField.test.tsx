import { MantineProvider } from "@mantine/core";
import { fireEvent, screen } from "@testing-library/react";
import { expect, test, vi } from "vitest";

import { render } from "../testing/render";
import { NumberField } from "./NumberField";

const lr = { label: "Learning rate", min: 1e-5, max: 10, log: true };

function type(text: string, key = "Enter") {
  const input = screen.getByRole("textbox", { name: "Learning rate" });
  fireEvent.change(input, { target: { value: text } });
  fireEvent.keyDown(input, { key });
}

test("a typed number is taken with Enter", () => {
  const onChange = vi.fn();
  const onCommit = vi.fn();
  render(<NumberField {...lr} value={0.01} onChange={onChange} onCommit={onCommit} />);
  type("3e-4");
  expect(onChange).toHaveBeenCalledExactlyOnceWith(3e-4);
  expect(onCommit).toHaveBeenCalledExactlyOnceWith(3e-4);
});

test("what does not fit is said, not taken, and stays to be mended", () => {
  const onChange = vi.fn();
  render(<NumberField {...lr} value={0.01} onChange={onChange} />);
  fireEvent.change(screen.getByRole("textbox"), { target: { value: "-1" } });
  expect(screen.getByText(/“-1” does not fit; type a number from 1e-5 to 10/)).toBeTruthy();
  fireEvent.blur(screen.getByRole("textbox"));
  expect(onChange).not.toHaveBeenCalled();
  expect(screen.getByRole<HTMLInputElement>("textbox").value).toBe("-1");
});

test("a value that comes from elsewhere takes the place of what did not fit", () => {
  const field = (value: number) => <NumberField {...lr} value={value} onChange={vi.fn()} />;
  const { rerender } = render(field(0.01));
  fireEvent.change(screen.getByRole("textbox"), { target: { value: "1000000" } });
  rerender(<MantineProvider env="test">{field(0.03)}</MantineProvider>);
  expect(screen.getByRole<HTMLInputElement>("textbox").value).toBe("0.03");
  expect(screen.queryByRole("alert")).toBeNull();
});

test("Escape takes the typing back", () => {
  const onChange = vi.fn();
  render(<NumberField {...lr} value={0.01} onChange={onChange} />);
  type("5", "Escape");
  fireEvent.blur(screen.getByRole("textbox"));
  expect(onChange).not.toHaveBeenCalled();
});

test("arrow keys move the slider", () => {
  const onChange = vi.fn();
  render(<NumberField {...lr} value={0.01} onChange={onChange} />);
  const slider = screen.getByRole("slider", { name: "Learning rate, slider" });
  expect(slider.getAttribute("aria-valuetext")).toBe("0.01");
  fireEvent.keyDown(slider, { key: "ArrowRight" });
  expect(onChange).toHaveBeenCalledExactlyOnceWith(0.011);
});

test("every way to write a number is taken: a decimal comma, a fraction, spaces, the long minus", () => {
  for (const [text, number] of [
    ["0,5", 0.5],
    ["1/3", 1 / 3],
    [" 1e−3 ", 0.001],
  ] as const) {
    const onChange = vi.fn();
    const { unmount } = render(<NumberField {...lr} value={0.01} onChange={onChange} />);
    type(text);
    expect(onChange).toHaveBeenCalledExactlyOnceWith(number);
    unmount();
  }
});

test("nothing and a pasted sentence are refused, and the number is as it was", () => {
  for (const text of ["", "the learning rate of the paper, which is 0.1"]) {
    const onChange = vi.fn();
    const { unmount } = render(<NumberField {...lr} value={0.01} onChange={onChange} />);
    type(text);
    fireEvent.blur(screen.getByRole("textbox"));
    expect(screen.getByRole("alert").textContent).toMatch(/Esc sets 0.01 again/);
    expect(onChange).not.toHaveBeenCalled();
    fireEvent.keyDown(screen.getByRole("textbox"), { key: "Escape" });
    expect(screen.getByRole<HTMLInputElement>("textbox").value).toBe("0.01");
    unmount();
  }
});

test("the arrow keys step through whole numbers and stop at the ends", () => {
  const onChange = vi.fn();
  render(<NumberField {...lr} log={false} min={1} max={8} whole value={8} onChange={onChange} />);
  const field = screen.getByRole("textbox");
  fireEvent.keyDown(field, { key: "ArrowUp" });
  expect(onChange).not.toHaveBeenCalled();
  fireEvent.keyDown(field, { key: "ArrowDown" });
  expect(onChange).toHaveBeenCalledExactlyOnceWith(7);
});

test("a value that is no number is shown, and can be replaced", () => {
  const onChange = vi.fn();
  render(<NumberField {...lr} value={NaN} onChange={onChange} />);
  type("0.5");
  expect(onChange).toHaveBeenCalledExactlyOnceWith(0.5);
});
