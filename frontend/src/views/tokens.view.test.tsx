import { fireEvent, screen } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";

import type { ReadingOf } from "../api/reading";
import { floats } from "../testing/readings";
import { readingWith, showView } from "../testing/views";

type Facts = Partial<ReadingOf<"tokens">["facts"]>;
const tokens = (facts: Facts = {}) =>
  readingWith(
    "tokens",
    { tokens: ["a", " "], meaning: "counts", choices: [], ...facts },
    { values: floats([2], 2, NaN) },
  );
const CHOICES = [null, [{ token: " ", probability: 0.256 }]];

describe("a row of tokens", () => {
  it("shows a blank as a sign that is seen", () => {
    showView(tokens());
    screen.getByText("␣");
  });

  it("reads a token, what its number means and the number", () => {
    const onHover = showView(tokens());
    fireEvent.pointerEnter(screen.getByText("a"));
    expect(onHover).toHaveBeenLastCalledWith("“a” counts: 2");
    fireEvent.pointerLeave(screen.getByText("a"));
    expect(onHover).toHaveBeenLastCalledWith(null);
  });

  it("has no buttons where there is nothing to ask", () => {
    showView(tokens());
    expect(screen.queryByRole("button")).toBeNull();
  });

  it("is buttons where a token can be picked", () => {
    const onPick = vi.fn();
    showView(tokens(), { onPick });
    fireEvent.click(screen.getByRole("button", { name: "␣" }));
    expect(onPick).toHaveBeenCalledExactlyOnceWith(1);
  });

  it("opens what might stand at the first place that has choices", () => {
    showView(tokens({ choices: CHOICES }));
    screen.getByText(/What might stand at place 2/);
    screen.getByText("25.6 %");
    expect(screen.getByRole("button", { pressed: true }).textContent).toBe("␣");
  });

  it("opens what might stand at a place that the keyboard goes to", () => {
    const first = [{ token: "z", probability: 0.5 }];
    showView(tokens({ choices: [first, CHOICES[1] ?? []] }));
    fireEvent.focus(screen.getByRole("button", { name: "␣" }));
    screen.getByText(/What might stand at place 2/);
  });

  it("keeps the choices open where another token has none", () => {
    showView(tokens({ choices: CHOICES }), { onPick: vi.fn() });
    fireEvent.click(screen.getByRole("button", { name: "a" }));
    screen.getByText(/What might stand at place 2/);
  });

  it("has no choices where there is little room", () => {
    showView(tokens({ choices: CHOICES }), { compact: true });
    expect(screen.queryByText(/What might stand/)).toBeNull();
  });
});
