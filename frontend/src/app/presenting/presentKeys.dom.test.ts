import { expect, it } from "vitest";

import { presentKeyOf } from "./presentKeys";

function pressed(key: string, more: KeyboardEventInit = {}, on: HTMLElement = document.body) {
  let found: ReturnType<typeof presentKeyOf> = null;
  const listen = (event: KeyboardEvent) => (found = presentKeyOf(event));
  window.addEventListener("keydown", listen, { once: true });
  on.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, ...more }));
  return found;
}

function element(tag: string, className = ""): HTMLElement {
  const made = document.createElement(tag);
  made.className = className;
  document.body.append(made);
  return made;
}

it.each([
  ["1", { does: "view", at: 0 }],
  ["9", { does: "view", at: 8 }],
  ["0", { does: "network" }],
  ["PageDown", { does: "next" }],
  ["ArrowDown", { does: "next" }],
  ["PageUp", { does: "back" }],
  ["ArrowUp", { does: "back" }],
  ["b", { does: "blank" }],
  [".", { does: "blank" }],
  ["l", { does: "laser" }],
  ["f", { does: "leave" }],
  ["Escape", { does: "leave" }],
])("%s has a meaning", (key, does) => {
  expect(pressed(key)).toEqual(does);
});

it("the keys of training and of the browser keep theirs", () => {
  for (const key of [" ", "ArrowRight", "r", "s", "?"]) expect(pressed(key)).toBeNull();
  expect(pressed("1", { ctrlKey: true })).toBeNull();
  expect(pressed("F", { shiftKey: true })).toBeNull();
});

it("what is typed and what moves a layer goes where the focus is", () => {
  expect(pressed("1", {}, element("input"))).toBeNull();
  const node = element("div", "react-flow__node");
  expect(pressed("ArrowDown", {}, node)).toBeNull();
  expect(pressed("PageDown", {}, node)).toEqual({ does: "next" });
  expect(pressed("2", {}, element("button"))).toEqual({ does: "view", at: 1 });
});
