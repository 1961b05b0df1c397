import { act, renderHook } from "@testing-library/react";
import { beforeEach, expect, it } from "vitest";

import { present, usePresenting } from "../../store/presenting";
import { usePresentAddress } from "./useAddress";

const isOn = () => usePresenting.getState().isOn;

beforeEach(() => {
  present(false);
  window.history.replaceState(null, "", "/");
});

it("a link opens presenting, and keeps what else it names", () => {
  window.location.hash = "#run=abc&present";
  renderHook(() => usePresentAddress());
  expect(isOn()).toBe(true);
  expect(window.location.hash).toBe("#run=abc&present");
  act(() => present(false));
  expect(window.location.hash).toBe("#run=abc");
});

it("entering writes it into the address, and going back leaves", () => {
  window.location.hash = "#run=abc";
  renderHook(() => usePresentAddress());
  expect(isOn()).toBe(false);
  act(() => present(true));
  expect(window.location.hash).toBe("#run=abc&present");
  window.history.replaceState(null, "", "#run=abc");
  act(() => void window.dispatchEvent(new HashChangeEvent("hashchange")));
  expect(isOn()).toBe(false);
});
