import { afterEach, beforeEach, expect, it, vi } from "vitest";

import { focusCard } from "./focusCard";

function card(id: string, visibility = "visible"): HTMLElement {
  const made = document.createElement("div");
  made.className = "react-flow__node";
  made.dataset["id"] = id;
  made.tabIndex = 0;
  made.style.visibility = visibility;
  return made;
}

const place = (...cards: HTMLElement[]) => document.body.replaceChildren(...cards);
const focused = () => (document.activeElement as HTMLElement | null)?.dataset["id"];

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["requestAnimationFrame", "performance", "setTimeout"] });
});
afterEach(() => {
  vi.useRealTimers();
  place();
});

it("a card that is drawn late has the focus when it is there", () => {
  place(card("a"));
  focusCard("b");
  vi.advanceTimersByTime(1_000);
  place(card("a"), card("b", "hidden"));
  vi.advanceTimersByTime(1_000);
  expect(focused()).toBeUndefined();
  place(card("a"), card("b"));
  vi.advanceTimersByTime(100);
  expect(focused()).toBe("b");
});

it("a card that never comes is not waited for without end", () => {
  focusCard("b");
  vi.advanceTimersByTime(10_000);
  place(card("b"));
  vi.advanceTimersByTime(100);
  expect(focused()).toBeUndefined();
});

it("a person who has moved the focus meanwhile keeps it", () => {
  place(card("a"));
  focusCard("b");
  document.querySelector<HTMLElement>("[data-id=a]")?.focus();
  document.body.append(card("b"));
  vi.advanceTimersByTime(100);
  expect(focused()).toBe("a");
});

it("of two requests the newer one counts", () => {
  focusCard("a");
  focusCard("b");
  place(card("a"), card("b"));
  vi.advanceTimersByTime(100);
  expect(focused()).toBe("b");
});
