import { fireEvent, screen } from "@testing-library/react";
import { expect, it, vi } from "vitest";

import { render } from "../testing/render";
import { Guard } from "./Guard";

it("shows a sentence where a panel fails, and the others as they are", () => {
  vi.spyOn(console, "error").mockImplementation(() => undefined);
  let isBroken = true;
  const Panel = () => {
    if (isBroken) throw new Error("no such kind");
    return <p>the panel</p>;
  };
  render(
    <>
      <Guard name="The loss chart">
        <Panel />
      </Guard>
      <Guard name="The map">
        <p>the map</p>
      </Guard>
    </>,
  );
  expect(screen.getByRole("alert").textContent).toContain(
    "The loss chart could not be drawn: no such kind",
  );
  screen.getByText("the map");
  isBroken = false;
  fireEvent.click(screen.getByRole("button", { name: "Try again" }));
  screen.getByText("the panel");
});
