import { fireEvent, screen } from "@testing-library/react";
import { beforeEach, expect, test } from "vitest";

import { usePreferences } from "../../store/preferences";
import { render } from "../../testing/render";
import { freshStores } from "../../testing/stores";
import { dataInfo, previewOf } from "../../testing/values";
import { AskNumbers } from "./AskNumbers";

beforeEach(freshStores);

const sliders = () => screen.getAllByRole("slider");
const slider = (name: string) => screen.getByRole("slider", { name });
const fields = () => screen.getAllByRole<HTMLInputElement>("textbox");
const numbers = () => fields().map((one) => one.value);
const asked = () => usePreferences.getState().sample;

test("there is a slider for each number, called by its feature or its place", () => {
  const info = dataInfo({ shape: [2], features: ["width"] });
  render(<AskNumbers info={info} samples={previewOf()} />);
  expect(sliders().map((one) => one.getAttribute("aria-label"))).toEqual(["width", "x2"]);
});

test("the numbers begin with those of the shown sample", () => {
  usePreferences.getState().set({ sample: { index: 1, of: "test" } });
  render(<AskNumbers info={dataInfo()} samples={previewOf()} />);
  expect(numbers()).toEqual(["-0.5", "2"]);
});

test("a slider goes from the least to the largest value of the samples, with some air", () => {
  render(<AskNumbers info={dataInfo()} samples={previewOf()} />);
  expect(Number(slider("x2").getAttribute("aria-valuemin"))).toBeCloseTo(-1.45);
  expect(Number(slider("x2").getAttribute("aria-valuemax"))).toBeCloseTo(2.45);
});

test("on a plane every slider has the range of the plane", () => {
  render(<AskNumbers info={dataInfo({ plane: [-6, 6] })} samples={previewOf()} />);
  for (const one of sliders()) {
    expect([one.getAttribute("aria-valuemin"), one.getAttribute("aria-valuemax")]).toEqual([
      "-6",
      "6",
    ]);
  }
});

test("without samples the numbers stand in the middle of a range that suits most data", () => {
  render(<AskNumbers info={dataInfo()} samples={null} />);
  expect(numbers()).toEqual(["0", "0"]);
  expect(slider("x1").getAttribute("aria-valuemax")).toBe("3");
});

test("a feature that is alike in all samples can still be moved", () => {
  const rows = [[1], [1]];
  const half = { ...previewOf().train, inputs: rows };
  const preview = previewOf({ train: half, test: half });
  render(<AskNumbers info={dataInfo({ shape: [1] })} samples={preview} />);
  expect(slider("x1").getAttribute("aria-valuemin")).toBe("0");
  expect(slider("x1").getAttribute("aria-valuemax")).toBe("2");
});

test("a slider that moves asks the network with the other numbers as they are", () => {
  render(<AskNumbers info={dataInfo({ plane: [-1, 1] })} samples={previewOf()} />);
  fireEvent.keyDown(slider("x1"), { key: "End" });
  expect(asked()).toMatchObject({ of: "asked", asked: "1,-1", askedFor: "2 0" });
  expect(numbers()).toEqual(["1", "-1"]);
});

test("the sample comes back with its button, which waits until something was asked", () => {
  render(<AskNumbers info={dataInfo({ plane: [-1, 1] })} samples={previewOf()} />);
  const back = screen.getByRole<HTMLButtonElement>("button", { name: "From sample 1" });
  expect(back.disabled).toBe(true);
  fireEvent.keyDown(slider("x1"), { key: "Home" });
  fireEvent.click(back);
  expect(asked().asked).toBe("0.5,-1");
});

test("what was asked of more numbers is left for the sample", () => {
  usePreferences.getState().set({ sample: { index: 0, of: "asked", asked: "1,2,3" } });
  render(<AskNumbers info={dataInfo()} samples={previewOf()} />);
  expect(numbers()).toEqual(["0.5", "-1"]);
});

test("a number can be typed, with a decimal comma and beyond the slider", () => {
  render(<AskNumbers info={dataInfo()} samples={previewOf()} />);
  const field = screen.getByRole("textbox", { name: "x2" });
  fireEvent.change(field, { target: { value: "7,5" } });
  fireEvent.keyDown(field, { key: "Enter" });
  expect(asked().asked?.split(",")[1]).toBe("7.5");
});
