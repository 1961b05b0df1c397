import { fireEvent, screen, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { usePreferences } from "../../store/preferences";
import { drawn, pointAt } from "../../testing/drawing";
import { render } from "../../testing/render";
import { freshStores } from "../../testing/stores";
import { dataInfo, halfOf, previewOf } from "../../testing/values";
import { bytesOf } from "../sample/customSample";
import { DrawPad } from "./DrawPad";

const GREY = dataInfo({ shape: [1, 4, 4] });
const COLOUR = dataInfo({ shape: [3, 4, 4] });
const IMAGES = { shape: [1, 4, 4], low: -1, high: 2, data: btoa("\u0009".repeat(16)) };
const SAMPLES = previewOf({ kind: "images", test: halfOf({ index: [0], images: IMAGES }) });

beforeEach(() => {
  freshStores();
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
});
afterEach(() => {
  vi.useRealTimers();
});

const sheet = () => screen.getByRole("img", { name: "Sheet to draw on, 4 by 4 pixels" });
const pad = () => sheet().parentElement as HTMLElement;
const sent = () => usePreferences.getState().sample.asked;

/** The picture that was sent to the network, after all timers have run. */
function asked(count = 16): number[] {
  vi.runAllTimers();
  return [...(bytesOf(sent(), count) ?? [])];
}

test("the sheet begins empty and asks nothing", () => {
  render(<DrawPad info={GREY} samples={SAMPLES} />);
  vi.runAllTimers();
  expect(sent()).toBeUndefined();
});

test("a touch leaves ink under the pointer and nowhere far from it", () => {
  render(<DrawPad info={GREY} samples={SAMPLES} />);
  pointAt(pad(), "pointerDown", 0.125, 0.125);
  const bytes = asked();
  expect(bytes[0]).toBe(255);
  expect(bytes[15]).toBe(0);
});

test("what is sent says what its bytes stand for in the data", () => {
  render(<DrawPad info={GREY} samples={SAMPLES} />);
  pointAt(pad(), "pointerDown", 0.5, 0.5);
  asked();
  expect(sent()).toMatch(/^bytes -1 2 /);
});

test("a stroke has no gaps", () => {
  render(<DrawPad info={GREY} samples={SAMPLES} />);
  pointAt(pad(), "pointerDown", 0.125, 0.125);
  pointAt(pad(), "pointerMove", 0.875, 0.125);
  expect(asked().slice(0, 4)).toEqual([255, 255, 255, 255]);
});

test("the network is asked only now and then while one draws, ending with the newest", () => {
  const asks: (string | undefined)[] = [];
  render(<DrawPad info={GREY} samples={SAMPLES} />);
  const leave = usePreferences.subscribe(({ sample }) => asks.push(sample.asked));
  pointAt(pad(), "pointerDown", 0.125, 0.125);
  for (const across of [0.3, 0.5, 0.7, 0.875]) pointAt(pad(), "pointerMove", across, 0.125);
  expect(asked()[3]).toBe(255);
  expect(asks).toHaveLength(1);
  leave();
});

test("erasing takes the ink away, and the button says that it is on", () => {
  render(<DrawPad info={GREY} samples={SAMPLES} />);
  const erase = screen.getByRole("button", { name: "Erase" });
  pointAt(pad(), "pointerDown", 0.125, 0.125);
  fireEvent.pointerUp(pad());
  fireEvent.click(erase);
  expect(erase.getAttribute("aria-pressed")).toBe("true");
  pointAt(pad(), "pointerDown", 0.125, 0.125);
  expect(asked()[0]).toBe(0);
});

test("a cleared sheet is asked as it is: empty", () => {
  render(<DrawPad info={GREY} samples={SAMPLES} />);
  pointAt(pad(), "pointerDown", 0.5, 0.5);
  fireEvent.click(screen.getByRole("button", { name: "Clear" }));
  expect(new Set(asked())).toEqual(new Set([0]));
});

test("one may begin with the shown sample", () => {
  render(<DrawPad info={GREY} samples={SAMPLES} />);
  fireEvent.click(screen.getByRole("button", { name: "From sample 1" }));
  expect(new Set(asked())).toEqual(new Set([9]));
});

test("a sample that is not among the known ones is not offered", () => {
  usePreferences.getState().set({ sample: { index: 7, of: "test" } });
  render(<DrawPad info={GREY} samples={SAMPLES} />);
  const from = screen.getByRole<HTMLButtonElement>("button", { name: "From sample 8" });
  expect(from.disabled).toBe(true);
});

test("data in grey have no colours to choose", () => {
  render(<DrawPad info={GREY} samples={SAMPLES} />);
  expect(screen.queryByRole("group", { name: "Colour" })).toBeNull();
});

test("a chosen colour inks each channel by itself", () => {
  render(<DrawPad info={COLOUR} samples={null} />);
  const [, red] = screen.getAllByRole("button", { name: /Draw in/ });
  fireEvent.click(red as HTMLElement);
  pointAt(pad(), "pointerDown", 0.125, 0.125);
  const bytes = asked(48);
  expect([bytes[0], bytes[16], bytes[32]]).toEqual([230, 60, 50]);
});

test("choosing a colour ends the erasing", () => {
  render(<DrawPad info={COLOUR} samples={null} />);
  const erase = screen.getByRole("button", { name: "Erase" });
  const [white, red] = screen.getAllByRole("button", { name: /Draw in/ });
  expect(white?.getAttribute("aria-pressed")).toBe("true");
  fireEvent.click(erase);
  expect(white?.getAttribute("aria-pressed")).toBe("false");
  fireEvent.click(red as HTMLElement);
  expect(erase.getAttribute("aria-pressed")).toBe("false");
  expect(red?.getAttribute("aria-pressed")).toBe("true");
});

test("a wider brush inks more of the sheet", () => {
  render(<DrawPad info={GREY} samples={SAMPLES} />);
  fireEvent.keyDown(screen.getByRole("slider", { name: "Width of the brush" }), { key: "End" });
  pointAt(pad(), "pointerDown", 0.5, 0.5);
  expect(asked().every((byte) => byte > 0)).toBe(true);
});

test("what was drawn before is on the sheet again", async () => {
  const before = `bytes 0 1 ${btoa("\u00ff".repeat(16))}`;
  usePreferences.getState().set({ sample: { index: 0, of: "asked", asked: before } });
  vi.useRealTimers();
  render(<DrawPad info={GREY} samples={null} />);
  await waitFor(() => expect(drawn(sheet(), "putImageData")).toHaveLength(1));
  pointAt(pad(), "pointerDown", 0.125, 0.125);
  await waitFor(() => expect(bytesOf(sent(), 16)?.[15]).toBe(255));
});
