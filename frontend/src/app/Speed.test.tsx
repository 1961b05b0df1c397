import { fireEvent, screen } from "@testing-library/react";
import { beforeEach, expect, it, test, vi } from "vitest";

import { useMessages } from "../store/messages";
import { usePreferences } from "../store/preferences";
import { render } from "../testing/render";
import { freshStores, given } from "../testing/stores";
import { indexOfSpeed, Speed } from "./Speed";

const slider = () => screen.getByRole<HTMLInputElement>("slider", { name: "Speed" });

beforeEach(freshStores);

test.each([
  [null, 4],
  [1_000_000, 3],
  [1_000, 3],
  [100, 2],
  [11, 2],
  [10, 1],
  [1, 0],
  [0.1, 0],
])("%s steps a second are bar %i", (speed, bar) => {
  expect(indexOfSpeed(speed)).toBe(bar);
});

it.each([
  [1, "1 step a second"],
  [10, "10 steps a second"],
  [null, "as fast as it goes"],
])("says %s as words", (speed, words) => {
  usePreferences.getState().set({ speed });
  render(<Speed />);
  expect(slider().getAttribute("aria-valuetext")).toBe(words);
});

it.each([
  ["0", 1],
  ["3", 1_000],
  ["4", null],
])("at %s asks for %s steps a second", (value, speed) => {
  const setSpeed = vi.fn(() => Promise.resolve());
  usePreferences.getState().set({ speed: 10 });
  given({ session: { setSpeed } });
  render(<Speed />);
  fireEvent.change(slider(), { target: { value } });
  expect(setSpeed).toHaveBeenCalledExactlyOnceWith(speed);
});

it("says what the server says where it takes no speed", async () => {
  const setSpeed = () => Promise.reject(new Error("the run is over"));
  given({ session: { setSpeed } });
  render(<Speed />);
  fireEvent.change(slider(), { target: { value: "0" } });
  await vi.waitFor(() =>
    expect(useMessages.getState().messages[0]?.sentence).toBe("The run is over"),
  );
});
