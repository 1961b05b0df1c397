import { expect, it } from "vitest";

import { keyNameOf } from "./keys";

function press(key: string, options: KeyboardEventInit = {}, at: HTMLElement = element("div")) {
  document.body.replaceChildren(at);
  let name: ReturnType<typeof keyNameOf> = null;
  const listen = (event: KeyboardEvent) => (name = keyNameOf(event));
  window.addEventListener("keydown", listen);
  at.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, ...options }));
  window.removeEventListener("keydown", listen);
  return name;
}

function element(tag: string, attributes: Record<string, string> = {}): HTMLElement {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}

it("knows the keys of the page", () => {
  expect(press(" ")).toBe("toggle");
  expect(press("ArrowRight")).toBe("step batch");
  expect(press("ArrowRight", { shiftKey: true })).toBe("step epoch");
  expect(press("r")).toBe("reset");
  expect(press("z", { ctrlKey: true })).toBe("undo");
  expect(press("Z", { metaKey: true, shiftKey: true })).toBe("redo");
  expect(press("?", { shiftKey: true })).toBe("sheet");
  expect(press("/")).toBe("search layers");
  expect(press("/", {}, element("select"))).toBe("search layers");
});

it("leaves keys to what has the focus", () => {
  expect(press("r", {}, element("input", { type: "text" }))).toBeNull();
  expect(press("r", {}, element("select"))).toBeNull();
  expect(press("/", {}, element("input", { type: "text" }))).toBeNull();
  expect(press("z", { ctrlKey: true }, element("textarea"))).toBeNull();
  expect(press(" ", {}, element("button"))).toBeNull();
  expect(press("r", {}, element("button"))).toBe("reset");
  expect(press("ArrowRight", {}, element("div", { class: "react-flow__node" }))).toBeNull();
  expect(press("ArrowRight", {}, element("div", { role: "slider" }))).toBeNull();
  expect(press("r", { ctrlKey: true })).toBeNull();
});
