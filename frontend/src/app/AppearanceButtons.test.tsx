import { fireEvent, screen } from "@testing-library/react";
import { beforeEach, expect, it } from "vitest";

import { render } from "../testing/render";
import { AppearanceButtons } from "./AppearanceButtons";

const button = (name: string) => screen.getByRole("button", { name });
const root = document.documentElement;

beforeEach(() => localStorage.clear());

it("changes to the other colours, and names what it would change to", () => {
  render(<AppearanceButtons />);
  fireEvent.click(button("Change to dark colours"));
  expect(root.getAttribute("data-mantine-color-scheme")).toBe("dark");
  fireEvent.click(button("Change to light colours"));
  expect(root.getAttribute("data-mantine-color-scheme")).toBe("light");
});

it("keeps the projector size in this browser, for the page before it is painted too", () => {
  const { unmount } = render(<AppearanceButtons />);
  expect(button("Projector size").getAttribute("aria-pressed")).toBe("false");
  fireEvent.click(button("Projector size"));
  expect(root.dataset["projector"]).toBe("true");
  expect(localStorage.getItem("torchground-projector")).toBe("true");
  unmount();
  render(<AppearanceButtons />);
  expect(button("Projector size").getAttribute("aria-pressed")).toBe("true");
});
