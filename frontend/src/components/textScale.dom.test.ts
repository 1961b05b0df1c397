import { act, renderHook } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";

import { textScale, textScaleChanged, useTextScale } from "./textScale";

const root = document.documentElement;

afterEach(() => {
  root.style.fontSize = "";
  textScaleChanged();
});

it("is 1 at the usual size of text, and grows with it", () => {
  expect(textScale()).toBe(1);
  root.style.fontSize = "24px";
  textScaleChanged();
  expect(textScale()).toBe(1.5);
});

it("a component hears of another size", () => {
  const { result } = renderHook(() => useTextScale());
  expect(result.current).toBe(1);
  root.style.fontSize = "20px";
  act(textScaleChanged);
  expect(result.current).toBe(1.25);
});
