import { expect, it } from "vitest";

import { keyNameOf } from "./keys";

function press(key: string, options: KeyboardEventInit = {}, at = "<div></div>") {
  document.body.innerHTML = at;
  const target = document.body.firstElementChild ?? document.body;
  let name: ReturnType<typeof keyNameOf> = null;
  const listen = (event: KeyboardEvent) => (name = keyNameOf(event));
  window.addEventListener("keydown", listen);
  target.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, ...options }));
  window.removeEventListener("keydown", listen);
  return name;
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
});

it("leaves keys to what has the focus", () => {
  expect(press("r", {}, "<input type='text'>")).toBeNull();
  expect(press("z", { ctrlKey: true }, "<textarea></textarea>")).toBeNull();
  expect(press(" ", {}, "<button></button>")).toBeNull();
  expect(press("r", {}, "<button></button>")).toBe("reset");
  expect(press("ArrowRight", {}, "<div class='react-flow__node'></div>")).toBeNull();
  expect(press("ArrowRight", {}, "<div role='slider'></div>")).toBeNull();
  expect(press("r", { ctrlKey: true })).toBeNull();
});
