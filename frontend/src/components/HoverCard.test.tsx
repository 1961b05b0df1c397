import { act, screen, waitFor } from "@testing-library/react";
import { expect, test, vi } from "vitest";

import { render } from "../testing/render";
import { HoverCard } from "./HoverCard";

test("a card is made when the focus comes and gone when it leaves", async () => {
  const onOpen = vi.fn();
  const onClose = vi.fn();
  const card = vi.fn(() => "0.1234");
  render(
    <HoverCard card={card} onOpen={onOpen} onClose={onClose}>
      <button>unit 1</button>
    </HoverCard>,
  );
  expect(card).not.toHaveBeenCalled();
  act(() => screen.getByRole("button", { name: "unit 1" }).focus());
  await screen.findByText("0.1234");
  expect(onOpen).toHaveBeenCalledOnce();
  act(() => screen.getByRole("button", { name: "unit 1" }).blur());
  await waitFor(() => expect(screen.queryByText("0.1234")).toBeNull());
  expect(onClose).toHaveBeenCalledOnce();
});
