import { act, fireEvent, screen } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";

import { notify } from "../store/messages";
import { render } from "../testing/render";
import { freshStores } from "../testing/stores";
import { Messages } from "./Messages";

beforeEach(freshStores);

it("reads a problem aloud at once and news when there is time", () => {
  render(<Messages />);
  act(() => {
    notify("the run refused to play");
    notify("a lesson was opened", { tone: "news" });
  });
  expect(screen.getByRole("alert").textContent).toBe("The run refused to play");
  expect(screen.getByRole("status").textContent).toBe("A lesson was opened");
});

it("is a region with a name even while it is empty, so that it is found when something comes", () => {
  render(<Messages />);
  expect(screen.getByRole("region", { name: "Messages" }).textContent).toBe("");
});

it("does what a message's button says, once, and takes the message away", () => {
  const run = vi.fn();
  render(<Messages />);
  act(() => void notify("the data are gone", { action: { title: "Fetch them", run } }));
  fireEvent.click(screen.getByRole("button", { name: "Fetch them" }));
  expect(run).toHaveBeenCalledOnce();
  expect(screen.queryByText("The data are gone")).toBeNull();
});

it("dismisses one message and leaves the others", () => {
  render(<Messages />);
  act(() => {
    notify("one");
    notify("two");
  });
  const [first] = screen.getAllByRole("button", { name: "Dismiss" });
  fireEvent.click(first as HTMLElement);
  expect(screen.queryByText("One")).toBeNull();
  screen.getByText("Two");
});
