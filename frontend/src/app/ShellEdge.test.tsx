import { fireEvent, screen } from "@testing-library/react";
import { beforeEach, describe, expect, it, test, vi } from "vitest";

import { render } from "../testing/render";
import { ShellEdge } from "./ShellEdge";
import { SIZES, type Side } from "./shellLayout";

const onSize = vi.fn();
const onToggle = vi.fn();
/** The root font size in happy-dom is 16 pixels. */
const REM = 16;

/** The edge of a panel that is `size` rem wide or high, in a window of 100 × 100 rem. */
function edgeOf(side: Side, size: number): HTMLElement {
  vi.stubGlobal("innerHeight", 100 * REM);
  vi.stubGlobal("innerWidth", 100 * REM);
  const at = (side === "left" ? size : 100 - size) * REM;
  HTMLElement.prototype.getBoundingClientRect = () => new DOMRect(at, at, 0, 0);
  render(
    <ShellEdge side={side} closed={size === 0} size={size} onSize={onSize} onToggle={onToggle} />,
  );
  return screen.getByRole("separator");
}

beforeEach(() => {
  onSize.mockClear();
  onToggle.mockClear();
});

describe("the edge of a panel", () => {
  it.each([
    ["left", "ArrowRight", 21],
    ["left", "ArrowLeft", 19],
    ["right", "ArrowLeft", 21],
    ["right", "ArrowRight", 19],
    ["bottom", "ArrowUp", 21],
    ["bottom", "ArrowDown", 19],
  ] as const)("at the %s moves with %s by one rem", (side, key, size) => {
    fireEvent.keyDown(edgeOf(side, 20), { key });
    expect(onSize).toHaveBeenCalledExactlyOnceWith(size, 100);
  });

  it("closes a panel of the least size with one more key, and the other key brings it back", () => {
    const { least } = SIZES.left;
    fireEvent.keyDown(edgeOf("left", least), { key: "ArrowLeft" });
    expect(onSize).toHaveBeenLastCalledWith(0, 100);
  });

  it("brings a closed panel back with an arrow key", () => {
    const edge = edgeOf("left", 0);
    expect(edge.getAttribute("aria-valuetext")).toBe("closed");
    fireEvent.keyDown(edge, { key: "ArrowRight" });
    expect(onSize).toHaveBeenCalledExactlyOnceWith(SIZES.left.least, 100);
  });

  it("closes and opens with Enter, and leaves other keys to the page", () => {
    const edge = edgeOf("right", 20);
    expect(fireEvent.keyDown(edge, { key: "Enter" })).toBe(false);
    expect(onToggle).toHaveBeenCalledOnce();
    expect(fireEvent.keyDown(edge, { key: "Tab" })).toBe(true);
    expect(onSize).not.toHaveBeenCalled();
  });

  it("follows the pointer that holds it, and no other", () => {
    const edge = edgeOf("right", 20);
    edge.hasPointerCapture = () => false;
    fireEvent.pointerMove(edge, { clientX: 70 * REM });
    expect(onSize).not.toHaveBeenCalled();
    edge.hasPointerCapture = () => true;
    fireEvent.pointerMove(edge, { clientX: 70 * REM });
    expect(onSize).toHaveBeenCalledExactlyOnceWith(30, 100);
  });
});

test("the edge says what it changes and how far", () => {
  const edge = edgeOf("bottom", 20);
  expect(edge.getAttribute("aria-label")).toBe("Height of the strip");
  expect(edge.getAttribute("aria-orientation")).toBe("horizontal");
  expect(edge.getAttribute("aria-valuemax")).toBe("48");
});
