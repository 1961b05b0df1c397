import { fireEvent, screen } from "@testing-library/react";
import { expect, it, vi } from "vitest";

import { render } from "../testing/render";
import { StripTabs } from "./Strip";

it("the tabs of the strip say which one is shown, and ask for another", () => {
  const onStrip = vi.fn();
  render(<StripTabs isWide strip="history" onStrip={onStrip} />);
  expect(screen.getByRole("tab", { selected: true }).textContent).toBe("History");
  fireEvent.click(screen.getByRole("tab", { name: "One step" }));
  expect(onStrip).toHaveBeenCalledExactlyOnceWith("step");
});
