import { fireEvent, screen } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { giveSize, pointAt } from "../testing/drawing";
import { floats } from "../testing/readings";
import { render } from "../testing/render";
import { readingWith, showView } from "../testing/views";
import { ViewOf } from "./ViewOf";

beforeEach(() => giveSize(100, 100));
afterEach(() => vi.unstubAllGlobals());

/**
 * Heads over two tokens. In the first head each token attends to itself. In the second, both attend to the first token
 * with weight `share`.
 */
function looks(heads: number, share = 1, tokens = ["a", " "]) {
  const both = [1, 0, 0, 1, share, 1 - share, share, 1 - share];
  const values = floats([heads, 2, 2], ...both.slice(0, 4 * heads));
  return readingWith("attention", { tokens }, { values });
}
const heads = (count: number) => screen.getByRole("img", { name: `It: ${count} heads` });
const large = (head: number) => screen.getByRole("img", { name: `It: head ${head}` });

describe("attention", () => {
  it("of one head is one large picture", () => {
    showView(looks(1));
    large(1);
    expect(screen.queryByRole("img", { name: /heads/ })).toBeNull();
  });

  it("of several heads shows the one that is picked large", () => {
    showView(looks(2));
    large(1);
    pointAt(heads(2), "pointerDown", 0.9, 0.1);
    large(2);
  });

  it("is only its heads where there is little room", () => {
    showView(looks(2), { compact: true });
    expect(screen.getAllByRole("img")).toHaveLength(1);
  });

  it("reads who looks at whom, a blank as a sign that is seen", () => {
    const onHover = showView(looks(1));
    pointAt(large(1), "pointerMove", 0.9, 0.9);
    expect(onHover).toHaveBeenLastCalledWith("head 1: “␣” looks at “␣” with 100.0 %");
  });

  it("reads a token that was not said by its place", () => {
    const onHover = showView(looks(1, 1, []));
    pointAt(large(1), "pointerMove", 0.9, 0.1);
    expect(onHover).toHaveBeenLastCalledWith("head 1: “1” looks at “2” with 0.0 %");
  });

  it("writes no names beside a picture of more than 24 tokens", () => {
    showView(
      looks(
        1,
        1,
        Array.from({ length: 25 }, (_, at) => `t${at}`),
      ),
    );
    expect(screen.queryByText("t0")).toBeNull();
  });
});

describe("the film of attention", () => {
  const at = (step: number, share: number) => (
    <ViewOf reading={looks(2, share)} label="It" step={step} onHover={onHover} />
  );
  const onHover = vi.fn();
  const readsFirst = () => {
    pointAt(heads(2), "pointerMove", 0.6, 0.05);
    return onHover.mock.lastCall?.[0] as string;
  };

  it("is there once there are two moments", () => {
    const { rerender } = render(at(0, 0.1));
    expect(screen.queryByRole("slider")).toBeNull();
    rerender(at(1000, 0.9));
    screen.getByText("step 1,000");
  });

  it("shows a moment of before, and now again at its end", () => {
    const { rerender } = render(at(0, 0.1));
    rerender(at(10, 0.9));
    expect(readsFirst()).toContain("90.0 %");
    fireEvent.change(screen.getByRole("slider"), { target: { value: "0" } });
    screen.getByText("step 0");
    expect(readsFirst()).toContain("10.0 %");
    fireEvent.change(screen.getByRole("slider"), { target: { value: "1" } });
    screen.getByText("step 10");
    expect(readsFirst()).toContain("90.0 %");
  });

  it("stays at the moment that one looks at while the training goes on", () => {
    const { rerender } = render(at(0, 0.1));
    rerender(at(10, 0.5));
    fireEvent.change(screen.getByRole("slider"), { target: { value: "0" } });
    rerender(at(20, 0.9));
    screen.getByText("step 0");
    expect(readsFirst()).toContain("10.0 %");
  });
});
