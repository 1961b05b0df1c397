import { fireEvent, renderHook } from "@testing-library/react";
import { beforeEach, describe, expect, it } from "vitest";

import { inspect } from "../../editor/scene/state";
import { useSlowStep } from "../../session/slowStep";
import { present, usePresenting } from "../../store/presenting";
import { usePresentKeys } from "./usePresentKeys";

const VIEWS = [{ id: "output" }, { id: "loss" }];
const now = () => usePresenting.getState();
const press = (key: string, more: KeyboardEventInit = {}) =>
  fireEvent.keyDown(document.body, { key, ...more });

beforeEach(() => {
  present(false);
  present(true);
  inspect(null);
  useSlowStep.setState({ isOpen: false });
  renderHook(() => usePresentKeys(VIEWS, "output", 3));
});

describe("while a person presents", () => {
  it("a number shows its view, and one without a view changes nothing", () => {
    press("2");
    expect(now().view).toBe("loss");
    press("7");
    expect(now().view).toBe("loss");
  });

  it("the text goes on and back, and not beyond its ends", () => {
    press("PageUp");
    expect(now().step).toBe(0);
    for (let at = 0; at < 5; at += 1) press("PageDown");
    expect(now().step).toBe(2);
    press("ArrowUp");
    expect(now().step).toBe(1);
  });

  it("a key that is held down turns pages, and toggles once", () => {
    press("l");
    press("l", { repeat: true });
    expect(now().hasLaser).toBe(true);
  });

  it("Escape closes the nearest thing first", () => {
    press("b");
    press("Escape");
    expect(now()).toMatchObject({ isOn: true, isBlank: false });
    inspect("x");
    expect(press("Escape")).toBe(true);
    expect(now().isOn).toBe(true);
    inspect(null);
    expect(press("Escape")).toBe(false);
    expect(now().isOn).toBe(false);
  });
});
