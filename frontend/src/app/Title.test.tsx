import { act, fireEvent, screen } from "@testing-library/react";
import { beforeEach, describe, expect, it } from "vitest";

import { endUndoStep, undo, useProject } from "../store/project";
import { render } from "../testing/render";
import { freshStores } from "../testing/stores";
import { Title } from "./Title";

const title = () => useProject.getState().file.title;
const input = () => screen.getByRole<HTMLInputElement>("textbox", { name: "Title of the drawing" });
const type = (value: string) => fireEvent.change(input(), { target: { value } });

beforeEach(() => {
  freshStores();
  useProject.getState().rename("Spirals");
  endUndoStep();
  render(<Title />);
});

describe("the title of the drawing", () => {
  it("is taken over when the person leaves it, without blanks around it", () => {
    type("  Two moons ");
    expect(title()).toBe("Spirals");
    fireEvent.blur(input());
    expect(title()).toBe("Two moons");
  });

  it("is taken over with Enter", () => {
    input().focus();
    type("Two moons");
    fireEvent.keyDown(input(), { key: "Enter" });
    expect(title()).toBe("Two moons");
    expect(document.activeElement).not.toBe(input());
  });

  it("is the one before again after Escape", () => {
    type("Two moons");
    fireEvent.keyDown(input(), { key: "Escape" });
    fireEvent.blur(input());
    expect(title()).toBe("Spirals");
    expect(input().value).toBe("Spirals");
  });

  it.each(["", "   "])("is never nothing: %j gives the one before back", (typed) => {
    type(typed);
    fireEvent.blur(input());
    expect(input().value).toBe("Spirals");
  });

  it("that is the same makes no undo step", () => {
    const steps = useProject.temporal.getState().pastStates.length;
    type("Spirals ");
    fireEvent.blur(input());
    expect(useProject.temporal.getState().pastStates).toHaveLength(steps);
  });

  it("follows undo", () => {
    type("Two moons");
    fireEvent.blur(input());
    act(undo);
    expect(input().value).toBe("Spirals");
  });
});
