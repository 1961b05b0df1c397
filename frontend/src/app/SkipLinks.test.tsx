import { fireEvent, screen } from "@testing-library/react";
import { expect, test } from "vitest";

import { render } from "../testing/render";
import { SkipLinks } from "./SkipLinks";

const skip = (name: string) => fireEvent.click(screen.getByRole("button", { name }));

test("links lead to the card that Tab leads to, and to the panels", () => {
  render(
    <>
      <SkipLinks />
      <main>
        <button className="react-flow__node" tabIndex={-1} />
        <button className="react-flow__node" tabIndex={0} data-testid="card" />
      </main>
      <aside data-testid="output" />
    </>,
  );
  skip("Skip to the network");
  expect(document.activeElement).toBe(screen.getByTestId("card"));
  skip("Skip to output and settings");
  expect(document.activeElement).toBe(screen.getByTestId("output"));
});

test("an empty network is led to all the same, and what is closed is passed over", () => {
  render(
    <>
      <SkipLinks />
      <main data-testid="network" />
    </>,
  );
  skip("Skip to the network");
  expect(document.activeElement).toBe(screen.getByTestId("network"));
  skip("Skip to output and settings");
  expect(document.activeElement).toBe(screen.getByTestId("network"));
});
