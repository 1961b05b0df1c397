import { act, fireEvent, screen } from "@testing-library/react";
import { beforeEach, expect, it } from "vitest";

import { useProject } from "../store/project";
import { render } from "../testing/render";
import { freshStores } from "../testing/stores";
import { HistoryButtons } from "./HistoryButtons";

const button = (name: string) => screen.getByRole<HTMLButtonElement>("button", { name });
const title = () => useProject.getState().file.title;

beforeEach(() => {
  freshStores();
  useProject.temporal.getState().clear();
});

it("cannot undo what was never done", () => {
  render(<HistoryButtons />);
  expect([button("Undo").disabled, button("Redo").disabled]).toEqual([true, true]);
});

it("goes back and forth through what was drawn", () => {
  render(<HistoryButtons />);
  act(() => useProject.getState().rename("Mine"));
  fireEvent.click(button("Undo"));
  expect(title()).toBe("Untitled");
  expect(button("Undo").disabled).toBe(true);
  fireEvent.click(button("Redo"));
  expect(title()).toBe("Mine");
  expect(button("Redo").disabled).toBe(true);
});
