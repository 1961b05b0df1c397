import { fireEvent, screen, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { setSession, type Session } from "../session/session";
import { runInfo } from "../testing/fakes";
import { render } from "../testing/render";
import { freshStores, given } from "../testing/stores";
import { FoldedHeader } from "./FoldedHeader";

vi.mock("../session/gathering", () => ({
  countElsewhere: vi.fn(() => Promise.resolve(0)),
  gather: vi.fn(() => Promise.resolve()),
}));

const verbs = {
  toggle: vi.fn(() => Promise.resolve()),
  reset: vi.fn(() => Promise.resolve()),
  savedProjects: vi.fn(() => Promise.resolve([])),
};
const onFind = vi.fn();

beforeEach(() => {
  vi.clearAllMocks();
  freshStores();
  setSession(verbs as unknown as Session);
  given({ run: runInfo("r", { state: "paused", title: "Mine" }) });
  render(<FoldedHeader onFind={onFind} onSheet={vi.fn()} onNew={vi.fn()} />);
});

afterEach(() => setSession(null));

const open = () => fireEvent.click(screen.getByRole("button", { name: "Menu" }));
const menu = () => screen.queryByRole("dialog", { name: "Menu" });

test("title, play and the state of the run stay in sight", () => {
  screen.getByRole("textbox", { name: "Title of the drawing" });
  fireEvent.click(screen.getByRole("button", { name: "Play" }));
  expect(verbs.toggle).toHaveBeenCalledOnce();
  expect(screen.getByTestId("step").textContent).toBe("0");
  expect(screen.getByRole("status").textContent).toMatch(/paused/i);
});

test("the menu has the rest, and closes when something was done", async () => {
  expect(menu()).toBeNull();
  open();
  await waitFor(() => expect(menu()).not.toBeNull());
  fireEvent.click(screen.getByRole("button", { name: "Reset to the same start" }));
  expect(verbs.reset).toHaveBeenCalledOnce();
  await waitFor(() => expect(menu()).toBeNull());
  open();
  await waitFor(() => expect(menu()).not.toBeNull());
  fireEvent.click(screen.getByRole("button", { name: "Search everything" }));
  expect(onFind).toHaveBeenCalledOnce();
});

test("it stays for what opens within it, and for switches", async () => {
  open();
  await waitFor(() => expect(menu()).not.toBeNull());
  fireEvent.click(screen.getByRole("button", { name: "Projector size" }));
  fireEvent.click(screen.getByRole("button", { name: "File" }));
  await screen.findByRole("menuitem", { name: "New drawing" });
  expect(menu()).not.toBeNull();
});
