import { fireEvent, screen } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";

import { render } from "../testing/render";
import { IconButton, type IconButtonProps } from "./IconButton";

const onClick = vi.fn();

function show(more: Partial<IconButtonProps> = {}) {
  onClick.mockClear();
  render(<IconButton label="Step" icon={<svg />} onClick={onClick} {...more} />);
  return screen.getByRole<HTMLButtonElement>("button", { name: "Step" });
}

describe("a button that is only an icon", () => {
  it("does what it is for", () => {
    fireEvent.click(show());
    expect(onClick).toHaveBeenCalledOnce();
  });

  it("does nothing while it is disabled", () => {
    const button = show({ disabled: true });
    fireEvent.click(button);
    expect(onClick).not.toHaveBeenCalled();
    expect(button.disabled).toBe(true);
  });

  it.each([
    ["Control+Shift+Z", "Ctrl + Shift + Z"],
    ["ArrowRight", "→"],
    ["Space", "Space"],
  ])("tells its key %s to machines as it is, to people as %s", async (shortcut, words) => {
    const button = show({ shortcut });
    expect(button.getAttribute("aria-keyshortcuts")).toBe(shortcut);
    fireEvent.mouseEnter(button);
    await screen.findByText(words);
  });

  it("says whether it is pressed only where it can be", () => {
    expect(show().hasAttribute("aria-pressed")).toBe(false);
  });

  it.each([true, false])("says that it is pressed: %s", (pressed) => {
    expect(show({ pressed }).getAttribute("aria-pressed")).toBe(String(pressed));
  });
});
