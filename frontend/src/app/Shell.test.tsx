import { fireEvent, screen, within } from "@testing-library/react";
import { useState } from "react";
import { expect, test } from "vitest";

import { render } from "../testing/render";
import type { Arrangement } from "./screenSize";
import { Shell } from "./Shell";
import { EVERYTHING_OPEN } from "./shellLayout";

function Example({ work = 0, arrangement }: { work?: number; arrangement?: Arrangement }) {
  const [layout, setLayout] = useState(EVERYTHING_OPEN);
  return (
    <Shell
      layout={layout}
      onLayout={setLayout}
      arrangement={arrangement}
      header="transport"
      tabs={{ lessons: "the lessons", data: "the data", layers: "the layers" }}
      canvas="the network"
      output="the loss"
      work={work}
      strip="history"
      onStrip={() => undefined}
      parts={[{ title: "Runs", content: "the runs" }]}
    />
  );
}

test("every part of the screen has a landmark with a name", () => {
  render(<Example />);
  screen.getByRole("navigation", { name: "Lessons, data and layers" });
  screen.getByRole("main", { name: "Network" });
  screen.getByRole("complementary", { name: "Output and settings" });
  expect(screen.getByRole("contentinfo", { name: /History/ }).textContent).toContain("the runs");
});

test("a panel folds away and comes back", () => {
  render(<Example />);
  const name = "Output and settings";
  fireEvent.click(screen.getByRole("button", { name: "Hide output and settings" }));
  expect(screen.queryByRole("complementary", { name })).toBeNull();
  fireEvent.click(screen.getByRole("button", { name: "Show output and settings" }));
  screen.getByRole("complementary", { name });
});

test("the palette opens on the lessons and shows one tab at a time", () => {
  render(<Example />);
  expect(screen.queryByText("the lessons")).toBeTruthy();
  fireEvent.click(screen.getByRole("tab", { name: "Layers" }));
  expect(screen.queryByText("the layers")).toBeTruthy();
  expect(screen.queryByText("the lessons")).toBeNull();
});

test("another piece of work is seen from the top of its output", () => {
  const { rerender } = render(<Example work={1} />);
  const output = screen.getByRole("complementary", { name: "Output and settings" });
  output.scrollTop = 300;
  rerender(<Example work={1} />);
  expect(output.scrollTop).toBe(300);
  rerender(<Example work={2} />);
  expect(output.scrollTop).toBe(0);
});

test("on a small screen a bar opens one panel at a time, and what lies under it takes no focus", () => {
  render(<Example arrangement="over" />);
  const bar = within(screen.getByRole("navigation", { name: "Parts of the screen" }));
  fireEvent.click(bar.getByRole("button", { name: "Network" }));
  expect(screen.queryByRole("complementary")).toBeNull();
  fireEvent.click(bar.getByRole("button", { name: "Output" }));
  screen.getByRole("complementary", { name: "Output and settings" });
  expect(document.querySelector("main")?.hasAttribute("inert")).toBe(true);
  fireEvent.click(bar.getByRole("button", { name: "History" }));
  expect(screen.queryByRole("complementary")).toBeNull();
  expect(screen.getByRole("contentinfo").textContent).toContain("the runs");
  fireEvent.click(bar.getByRole("button", { name: "History" }));
  expect(screen.queryByRole("contentinfo")).toBeNull();
  expect(document.querySelector("main")?.hasAttribute("inert")).toBe(false);
});
