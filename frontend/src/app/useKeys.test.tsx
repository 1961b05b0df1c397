import { fireEvent, renderHook } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";

import { useSlowStep } from "../session/slowStep";
import { useProject } from "../store/project";
import { freshStores, given } from "../testing/stores";
import { useKeys } from "./useKeys";

const done = () => vi.fn(() => Promise.resolve());
const session = { toggle: done(), step: done(), reset: done() };
const open = vi.fn();
const MOMENTS = { run: "r", step: 1, moments: [{}, {}, {}] } as never;

/** Presses a key on the page. Returns false if the page used it, because it then prevents the browser's default. */
const press = (key: string, more: KeyboardEventInit = {}) =>
  fireEvent.keyDown(document.body, { key, ...more });

beforeEach(() => {
  vi.clearAllMocks();
  freshStores();
  useSlowStep.setState({ isOpen: false, walk: null, at: 0, isPlaying: false });
  given({ session });
  renderHook(() => useKeys(open));
});

describe("a key of the page", () => {
  it("drives the run", () => {
    for (const key of [" ", "ArrowRight", "r"]) press(key);
    press("ArrowRight", { shiftKey: true });
    expect(session.toggle).toHaveBeenCalledOnce();
    expect(session.reset).toHaveBeenCalledOnce();
    expect(session.step.mock.calls).toEqual([["batch"], ["epoch"]]);
  });

  it.each([
    ["?", "sheet"],
    ["/", "search layers"],
    ["b", "fork"],
    ["s", "slow step"],
    ["f", "present"],
  ])("%s opens the %s", (key, what) => {
    press(key);
    expect(open).toHaveBeenCalledExactlyOnceWith(what);
  });

  it("undoes and redoes", () => {
    useProject.getState().rename("Mine");
    press("z", { ctrlKey: true });
    expect(useProject.getState().file.title).toBe("Untitled");
    press("y", { ctrlKey: true });
    expect(useProject.getState().file.title).toBe("Mine");
  });

  it("that is held down steps on and on, but plays and opens only once", () => {
    for (const repeat of [false, true, true]) {
      press("ArrowRight", { repeat });
      press(" ", { repeat });
      press("?", { repeat });
    }
    expect(session.step).toHaveBeenCalledTimes(3);
    expect(session.toggle).toHaveBeenCalledOnce();
    expect(open).toHaveBeenCalledOnce();
  });

  it("is the page's alone, and one that means nothing is left to the browser", () => {
    expect(press(" ")).toBe(false);
    expect(press("q")).toBe(true);
    expect(press("r", { ctrlKey: true })).toBe(true);
  });
});

describe("while one step is walked through", () => {
  beforeEach(() => useSlowStep.setState({ isOpen: true, walk: MOMENTS, at: 1 }));

  it("arrows walk and take no real step", () => {
    press("ArrowRight");
    expect(useSlowStep.getState().at).toBe(2);
    press("ArrowLeft");
    press("ArrowLeft");
    expect(useSlowStep.getState().at).toBe(0);
    expect(session.step).not.toHaveBeenCalled();
  });

  it("space walks by itself and does not play", () => {
    press(" ");
    expect(useSlowStep.getState().isPlaying).toBe(true);
    expect(session.toggle).not.toHaveBeenCalled();
  });

  it("Escape leaves", () => {
    press("Escape");
    expect(useSlowStep.getState().isOpen).toBe(false);
  });

  it("other keys are still the page's", () => {
    press("r");
    expect(session.reset).toHaveBeenCalledOnce();
  });
});
