import { fireEvent, screen } from "@testing-library/react";
import { beforeEach, describe, expect, it } from "vitest";

import type { RunInfo } from "../api/types";
import { runInfo } from "../testing/fakes";
import { render } from "../testing/render";
import { freshStores, given } from "../testing/stores";
import { RunState } from "./RunState";

const note = (text: string): RunInfo["notes"][number] => ({
  at: "2024-01-01T00:00:00.000000+00:00",
  step: 3,
  kind: "moved",
  code: "other",
  values: {},
  text,
});

beforeEach(freshStores);

describe("the state of the run on the screen", () => {
  it("is no run before there is one, and nothing is read aloud", () => {
    render(<RunState />);
    screen.getByText("no run");
    expect(screen.getByRole("status").textContent).toBe("");
  });

  it("is a word without a button where nothing happened", () => {
    given({ run: runInfo("r", { state: "running" }) });
    render(<RunState />);
    screen.getByText("training");
    expect(screen.queryByRole("button")).toBeNull();
  });

  it("opens what happened: why it ended, then its notes in their order", async () => {
    const notes = [note("It went on with the processor."), note("Its clock was limited.")];
    given({ run: runInfo("r", { state: "failed", reason: "The loss is NaN.", notes }) });
    render(<RunState />);
    fireEvent.click(screen.getByRole("button", { name: "failed: what happened" }));
    const dialog = await screen.findByRole("dialog");
    expect([...dialog.querySelectorAll("p")].map(({ textContent }) => textContent)).toEqual([
      "The loss is NaN.",
      "It went on with the processor.",
      "Its clock was limited.",
    ]);
  });
});
