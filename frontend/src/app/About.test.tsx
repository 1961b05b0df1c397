import { fireEvent, screen } from "@testing-library/react";
import { expect, it, vi } from "vitest";

import { render } from "../testing/render";
import { About, type Row } from "./About";
import { Brand } from "./Brand";

const CUT: Row = {
  title: "The power is cut while a project is saved",
  date: "2026-12-01",
  commit: "abc1234",
  tries: 1000,
  asked_tries: 1000,
  left_out: "",
  awaits: "",
  figures: [{ what: "saves lost", asked: "0", measured: "0", met: true }],
};

it("shows each scenario with its figures, its date and its commit", () => {
  render(<About onClose={vi.fn()} rows={[["cut", CUT]]} />);
  expect(screen.getByText(CUT.title)).toBeDefined();
  expect(screen.getByText("1,000 of 1,000 tries · 2026-12-01 · abc1234")).toBeDefined();
  expect(screen.getByText("saves lost")).toBeDefined();
});

it("says what is not as it was asked for", () => {
  const lost = { what: "saves lost", asked: "0", measured: "2", met: false };
  const row = { ...CUT, tries: 3, awaits: "fault 7", left_out: "no tmpfs", figures: [lost] };
  render(<About onClose={vi.fn()} rows={[["cut", row]]} />);
  expect(screen.getByText("2, not as asked")).toBeDefined();
  expect(screen.getByText(/no tmpfs · not met: fault 7$/)).toBeDefined();
});

it("says that nothing was measured where there is no card", () => {
  render(<About onClose={vi.fn()} rows={[]} />);
  expect(screen.getByText("Nothing has been measured yet.")).toBeDefined();
});

it("opens with the name at the top of the page and closes with its button", async () => {
  render(<Brand />);
  fireEvent.click(screen.getByRole("button", { name: "About Torchground" }));
  fireEvent.click(await screen.findByRole("button", { name: "Close" }));
  expect(screen.queryByRole("dialog")).toBeNull();
});
