import { act, renderHook } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";

import { textScaleChanged } from "../components/textScale";
import { useOnePanel } from "./onePanel";
import { useLayout } from "./useLayout";

const usual = { width: window.innerWidth, height: window.innerHeight };

function resize(width: number, height: number): void {
  act(() => {
    Object.assign(window, { innerWidth: width, innerHeight: height });
    window.dispatchEvent(new Event("resize"));
  });
}

afterEach(() => {
  resize(usual.width, usual.height);
  useOnePanel.setState({ open: undefined });
});

test("the large letters of presenting do not make the screen small", () => {
  resize(1280, 720);
  const { documentElement: html } = document;
  html.dataset["presenting"] = "true";
  html.style.fontSize = "24px";
  const { result } = renderHook(useLayout);
  expect(result.current.arrangement).toBe("wide");
  delete html.dataset["presenting"];
  html.style.fontSize = "";
  act(textScaleChanged);
  expect(result.current.arrangement).toBe("wide");
});

test("what is opened and closed on a small screen leaves the layout of a wide one as it was", () => {
  const { result } = renderHook(useLayout);
  const wide = result.current.layout.closed;
  resize(390, 844);
  expect(document.documentElement.dataset["screen"]).toBe("below");
  expect(result.current.layout.closed).toEqual({ left: true, right: false, bottom: true });
  const { layout, setLayout } = result.current;
  act(() => setLayout({ ...layout, tab: "data", closed: { ...layout.closed, left: false } }));
  expect(result.current.layout).toMatchObject({
    tab: "data",
    closed: { left: false, right: true, bottom: true },
  });
  resize(1366, 768);
  expect(result.current.layout).toMatchObject({ tab: "data", closed: wide });
});
