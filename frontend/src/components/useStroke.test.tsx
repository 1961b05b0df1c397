import { fireEvent, screen } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";

import { render } from "../testing/render";
import { useStroke } from "./useStroke";

const touch = vi.fn();

function Paper() {
  const stroke = useStroke<HTMLDivElement, number>(({ clientX }, before) => {
    touch(before, clientX);
    return clientX;
  });
  return <div data-testid="paper" {...stroke} />;
}

const paper = () => screen.getByTestId("paper");

beforeEach(() => {
  touch.mockClear();
  render(<Paper />);
});

describe("a stroke", () => {
  it("goes from place to place while the pointer is down", () => {
    fireEvent.pointerDown(paper(), { clientX: 1 });
    fireEvent.pointerMove(paper(), { clientX: 4 });
    fireEvent.pointerMove(paper(), { clientX: 9 });
    expect(touch.mock.calls).toEqual([
      [null, 1],
      [1, 4],
      [4, 9],
    ]);
  });

  it("does not begin with a pointer that only passes over", () => {
    fireEvent.pointerMove(paper(), { clientX: 4 });
    expect(touch).not.toHaveBeenCalled();
  });

  it.each(["pointerUp", "pointerCancel"] as const)("ends with %s", (end) => {
    fireEvent.pointerDown(paper(), { clientX: 1 });
    fireEvent[end](paper());
    fireEvent.pointerMove(paper(), { clientX: 4 });
    expect(touch).toHaveBeenCalledOnce();
  });

  it("that follows another is not joined to it", () => {
    fireEvent.pointerDown(paper(), { clientX: 1 });
    fireEvent.pointerUp(paper());
    fireEvent.pointerDown(paper(), { clientX: 50 });
    expect(touch.mock.lastCall).toEqual([null, 50]);
  });
});
