import { act, fireEvent, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";

import { render } from "../testing/render";
import { Hints } from "./Hints";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function shown() {
  render(
    <>
      <button type="button" data-hint="What comes in → what goes out">
        2→8
      </button>
      <p>plain</p>
      <Hints />
    </>,
  );
  return screen.getByRole("button");
}

const hint = () => screen.queryByRole("tooltip")?.textContent ?? null;
const rest = () => {
  act(() => void vi.advanceTimersByTime(400));
};

it("a mark answers when the pointer rests on it, and is silent when it has gone", () => {
  const mark = shown();
  fireEvent.pointerOver(mark);
  expect(hint()).toBeNull();
  rest();
  expect(hint()).toBe("What comes in → what goes out");
  fireEvent.pointerOver(screen.getByText("plain"));
  expect(hint()).toBeNull();
});

it("a mark answers at once on keyboard focus, and its words describe it", () => {
  const mark = shown();
  mark.matches = () => true;
  act(() => mark.focus());
  rest();
  const tooltip = screen.getByRole("tooltip");
  expect(mark.getAttribute("aria-describedby")).toBe(tooltip.id);
  act(() => mark.blur());
  expect(hint()).toBeNull();
  expect(mark.hasAttribute("aria-describedby")).toBe(false);
});

it("Esc and a click take the words away", () => {
  const mark = shown();
  for (const hide of [
    () => fireEvent.keyDown(mark, { key: "Escape" }),
    () => fireEvent.pointerDown(mark),
  ]) {
    fireEvent.pointerOver(mark);
    rest();
    expect(hint()).not.toBeNull();
    hide();
    expect(hint()).toBeNull();
  }
});

it("words that change while they are read are shown as they are now", async () => {
  const mark = shown();
  fireEvent.pointerOver(mark);
  rest();
  await act(async () => {
    mark.setAttribute("data-hint", "other words");
    await Promise.resolve();
  });
  expect(hint()).toBe("other words");
});
