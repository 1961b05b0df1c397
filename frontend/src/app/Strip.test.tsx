import { fireEvent, screen } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";

import { render } from "../testing/render";
import { STRIP_HEIGHT } from "./shellLayout";
import { StripEdge, StripTabs } from "./Strip";

const onHeight = vi.fn();
/** The root font size in jsdom is 16 pixels. */
const REM = 16;

/** Renders the edge of a strip that is `height` rem high, in a window of 100 rem. */
function edgeOf(height: number, given: number | undefined = height): HTMLElement {
  vi.stubGlobal("innerHeight", 100 * REM);
  render(<StripEdge height={given} onHeight={onHeight} />);
  const edge = screen.getByRole("slider", { name: "Height of the strip" });
  const strip = edge.parentElement as HTMLElement;
  Object.defineProperty(strip, "offsetHeight", { value: height * REM, configurable: true });
  return edge;
}

beforeEach(() => onHeight.mockClear());

describe("the upper edge of the strip", () => {
  it.each([
    ["ArrowUp", 11],
    ["ArrowDown", 9],
  ])("%s gives it one rem more or less", (key, height) => {
    fireEvent.keyDown(edgeOf(10), { key });
    expect(onHeight).toHaveBeenCalledExactlyOnceWith(height);
  });

  it("leaves other keys to the page", () => {
    expect(fireEvent.keyDown(edgeOf(10), { key: "Tab" })).toBe(true);
    expect(onHeight).not.toHaveBeenCalled();
  });

  it("begins from the height it has where it was never drawn", () => {
    fireEvent.keyDown(edgeOf(12, undefined), { key: "ArrowUp" });
    expect(onHeight).toHaveBeenCalledExactlyOnceWith(13);
  });

  it.each([
    ["ArrowDown", STRIP_HEIGHT.least],
    ["ArrowUp", STRIP_HEIGHT.most],
  ])("does not go beyond its end with %s", (key, height) => {
    fireEvent.keyDown(edgeOf(height), { key });
    expect(onHeight).toHaveBeenCalledExactlyOnceWith(height);
  });

  it("follows the pointer that holds it, and no other", () => {
    const edge = edgeOf(10);
    edge.hasPointerCapture = () => false;
    fireEvent.pointerMove(edge, { clientY: 80 * REM });
    expect(onHeight).not.toHaveBeenCalled();
    edge.hasPointerCapture = () => true;
    fireEvent.pointerMove(edge, { clientY: 80 * REM });
    expect(onHeight).toHaveBeenCalledExactlyOnceWith(20);
  });

  it("leaves the network some room in a small window", () => {
    const edge = edgeOf(10);
    vi.stubGlobal("innerHeight", 20 * REM);
    edge.hasPointerCapture = () => true;
    fireEvent.pointerMove(edge, { clientY: 0 });
    expect(onHeight).toHaveBeenCalledExactlyOnceWith(14);
  });
});

describe("the tabs of the strip", () => {
  it("say which one is shown, and ask for another", () => {
    const onStrip = vi.fn();
    render(<StripTabs strip="history" onStrip={onStrip} />);
    expect(screen.getByRole("tab", { selected: true }).textContent).toBe("History");
    fireEvent.click(screen.getByRole("tab", { name: "One step" }));
    expect(onStrip).toHaveBeenCalledExactlyOnceWith("step");
  });
});
