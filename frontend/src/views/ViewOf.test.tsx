import { screen } from "@testing-library/react";
import { expect, test, vi } from "vitest";

import type { Reading } from "../api/reading";
import { floats, sampleOf } from "../testing/readings";
import { render } from "../testing/render";
import { readingWith } from "../testing/views";
import { ViewOf, viewOf } from "./ViewOf";

test("a kind that the server learnt after the page was loaded asks to reload it", () => {
  const reading = { ...sampleOf("scalar"), kind: "hologram" } as unknown as Reading;
  render(<ViewOf reading={reading} label="It" />);
  screen.getByText("This could not be drawn: this page has no view of “hologram”; reload it.");
});

test("a view that failed at one place draws again at another", () => {
  vi.spyOn(console, "error").mockImplementation(() => undefined);
  const broken = { ...sampleOf("scalar"), path: "a", tensors: {} } as unknown as Reading;
  const { rerender } = render(<ViewOf reading={broken} label="It" />);
  screen.getByText(/could not be drawn/);
  rerender(
    <ViewOf reading={readingWith("scalar", {}, { values: floats([], 3) }, "b")} label="It" />,
  );
  expect(screen.queryByText(/could not be drawn/)).toBeNull();
  screen.getByText("3");
});

test("each view says what it draws, and in words of its own", () => {
  expect(viewOf("matrix")?.title).toBe("Weights");
  expect(viewOf("scatter")?.draws).toBe("scatter");
});
