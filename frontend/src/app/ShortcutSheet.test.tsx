import { fireEvent, screen } from "@testing-library/react";
import { expect, it, test, vi } from "vitest";

import { render } from "../testing/render";
import { SHEET } from "./keys";
import { ShortcutSheet } from "./ShortcutSheet";

it("lists every key by where it works", () => {
  render(<ShortcutSheet opened onClose={vi.fn()} />);
  const headings = screen
    .getAllByRole("heading", { level: 2 })
    .map(({ textContent }) => textContent);
  expect(headings).toEqual(expect.arrayContaining(["Training", "Page", "Drawing"]));
  expect(screen.getAllByRole("term")).toHaveLength(SHEET.flatMap(({ keys }) => keys).length);
});

it("closes with its button", () => {
  const onClose = vi.fn();
  render(<ShortcutSheet opened onClose={onClose} />);
  fireEvent.click(screen.getByRole("button", { name: "Close" }));
  expect(onClose).toHaveBeenCalledOnce();
});

it("is not there while it is closed", () => {
  render(<ShortcutSheet opened={false} onClose={vi.fn()} />);
  expect(screen.queryByRole("dialog")).toBeNull();
});

test("no key does two things in one place", () => {
  for (const { keys } of SHEET) {
    const names = keys.map(([key]) => key);
    expect(new Set(names).size).toBe(names.length);
  }
});
