import { fireEvent, screen, waitFor } from "@testing-library/react";
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
  fireEvent.focus(screen.getByRole("button", { name: "unit 1" }));
  await screen.findByText("0.1234");
  expect(onOpen).toHaveBeenCalledOnce();
  fireEvent.blur(screen.getByRole("button", { name: "unit 1" }));
  await waitFor(() => expect(screen.queryByText("0.1234")).toBeNull());
  expect(onClose).toHaveBeenCalledOnce();
});
