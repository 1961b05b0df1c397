import { fireEvent, screen } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";

import type { EntryJson } from "../../api/types";
import { render } from "../../testing/render";
import { freshStores, given } from "../../testing/stores";
import { catalogueOf, checked, entryOf, problemAt } from "../../testing/values";
import { AugmentationList } from "./AugmentationList";

const DEGREES = { type: "number", default: 10, minimum: 0, maximum: 180 };
const CATALOGUE = catalogueOf({
  augmentations: [
    entryOf("flip", {}, { title: "Flip" }),
    entryOf("rotate", { degrees: DEGREES }, { title: "Rotate" }),
  ],
});
const [FLIP, ROTATE] = [{ type: "flip" }, { type: "rotate" }];

beforeEach(() => {
  freshStores();
  given({ catalogue: CATALOGUE });
});

function shown(own: readonly EntryJson[]) {
  const onChange = vi.fn<(next: EntryJson[]) => void>();
  render(<AugmentationList own={own} onChange={onChange} />);
  return onChange;
}

const button = (name: string) => screen.getByRole<HTMLButtonElement>("button", { name });
const add = () => screen.queryByRole("combobox", { name: "Add an augmentation" });

test("an augmentation is added at the end", () => {
  const onChange = shown([FLIP]);
  fireEvent.change(add() as HTMLElement, { target: { value: "rotate" } });
  expect(onChange).toHaveBeenCalledExactlyOnceWith([FLIP, ROTATE]);
});

test("the word that invites to add is no augmentation", () => {
  const onChange = shown([]);
  fireEvent.change(add() as HTMLElement, { target: { value: "" } });
  expect(onChange).not.toHaveBeenCalled();
});

test.each([
  ["Flip: later", [ROTATE, FLIP]],
  ["Rotate: earlier", [ROTATE, FLIP]],
  ["Flip: take out", [ROTATE]],
])("%s", (name, after) => {
  const onChange = shown([FLIP, ROTATE]);
  fireEvent.click(button(name));
  expect(onChange).toHaveBeenCalledExactlyOnceWith(after);
});

test("the first cannot go earlier and the last cannot go later", () => {
  shown([FLIP, ROTATE]);
  expect(button("Flip: earlier").disabled).toBe(true);
  expect(button("Flip: later").disabled).toBe(false);
  expect(button("Rotate: earlier").disabled).toBe(false);
  expect(button("Rotate: later").disabled).toBe(true);
});

test("of two that are alike the one that is meant is taken out", () => {
  const onChange = shown([{ type: "rotate", degrees: 5 }, ROTATE]);
  fireEvent.click(screen.getAllByRole("button", { name: "Rotate: take out" })[1] as HTMLElement);
  expect(onChange).toHaveBeenCalledExactlyOnceWith([{ type: "rotate", degrees: 5 }]);
});

test("eight are the most that the server takes", () => {
  shown(new Array<EntryJson>(8).fill(FLIP));
  expect(add()).toBeNull();
});

test("a setting changes in its own augmentation alone", () => {
  const onChange = shown([FLIP, ROTATE]);
  const field = screen.getByRole("textbox", { name: /degrees/i });
  fireEvent.change(field, { target: { value: "45" } });
  fireEvent.keyDown(field, { key: "Enter" });
  expect(onChange).toHaveBeenLastCalledWith([FLIP, { type: "rotate", degrees: 45 }]);
});

test("one that the catalogue does not know is called by its type and can be taken out", () => {
  const onChange = shown([{ type: "warp" }]);
  fireEvent.click(button("warp: take out"));
  expect(onChange).toHaveBeenCalledExactlyOnceWith([]);
});

test("what the check says stands at its own field", () => {
  const problems = [problemAt("training.augmentations[1].degrees", "too far")];
  given({ report: checked({ ok: false, problems }) });
  shown([ROTATE, ROTATE]);
  const [problem, ...others] = screen.getAllByRole("alert");
  expect(others).toEqual([]);
  expect(problem?.closest("li")).toBe(screen.getAllByRole("listitem")[1]);
});
