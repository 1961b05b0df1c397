import { screen } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { giveSize } from "../testing/drawing";
import { render } from "../testing/render";
import type { ChartLine } from "./chart";
import { PlotlyChart } from "./PlotlyChart";

const plotly = vi.hoisted(() => ({ react: vi.fn(), purge: vi.fn() }));
vi.mock("plotly.js-cartesian-dist-min", () => ({ default: plotly }));

const lineOf = (...y: number[]): ChartLine => ({
  name: "train",
  x: y.map((_, at) => at),
  y,
  colour: () => [1, 2, 3],
});
const chart = (lines: readonly ChartLine[]) => (
  <PlotlyChart lines={lines} xTitle="epoch" yTitle="loss" label="The loss" fileName="loss" />
);

beforeEach(() => {
  plotly.react.mockReset().mockResolvedValue(undefined);
  giveSize(300, 180);
});
afterEach(() => vi.unstubAllGlobals());

describe("a chart", () => {
  it("draws its curves at the size it has", async () => {
    render(chart([lineOf(3, 2, 1)]));
    await vi.waitFor(() => expect(plotly.react).toHaveBeenCalled());
    const [, traces, layout] = plotly.react.mock.lastCall as unknown[];
    expect(traces).toMatchObject([{ name: "train", y: [3, 2, 1] }]);
    expect(layout).toMatchObject({ width: 300, height: 180 });
  });

  it.each([
    [true, "hover"],
    [false, false],
  ])(
    "has its tools where a pointer hovers and nowhere else: %s",
    async (hovers, displayModeBar) => {
      vi.stubGlobal("matchMedia", (query: string) => ({
        matches: query === "(hover: hover)" && hovers,
        addEventListener: vi.fn(),
        removeEventListener: vi.fn(),
      }));
      render(chart([lineOf(1)]));
      await vi.waitFor(() => expect(plotly.react).toHaveBeenCalled());
      expect((plotly.react.mock.lastCall as unknown[])[3]).toMatchObject({ displayModeBar });
    },
  );

  it("saves its picture under the name it was given, and offers it to no other host", async () => {
    render(chart([lineOf(1)]));
    await vi.waitFor(() => expect(plotly.react).toHaveBeenCalled());
    const config = (plotly.react.mock.lastCall as unknown[])[3];
    expect(config).toMatchObject({
      toImageButtonOptions: { filename: "loss" },
      modeBarButtonsToRemove: expect.arrayContaining(["sendChartToCloud"]) as unknown,
    });
  });

  it("draws points that come in quick succession together, the newest in the end", async () => {
    const { rerender } = render(chart([lineOf(1)]));
    for (let count = 2; count <= 20; count += 1) rerender(chart([lineOf(...Array(count).keys())]));
    await vi.waitFor(() => {
      const [, traces] = plotly.react.mock.lastCall as [unknown, { y: number[] }[]];
      expect(traces[0]?.y).toHaveLength(20);
    });
    expect(plotly.react.mock.calls.length).toBeLessThan(5);
  });

  it("draws nothing while it has no size", async () => {
    giveSize(0, 0);
    render(chart([lineOf(1)]));
    await Promise.resolve();
    expect(plotly.react).not.toHaveBeenCalled();
    screen.getByRole("figure", { name: "The loss" });
  });

  it("says why it could not be drawn", async () => {
    plotly.react.mockRejectedValue(new Error("no such axis"));
    render(chart([lineOf(1)]));
    expect((await screen.findByRole("alert")).textContent).toContain("no such axis");
  });

  it("lets go of its drawing when it leaves the page", async () => {
    const { unmount } = render(chart([lineOf(1)]));
    await vi.waitFor(() => expect(plotly.react).toHaveBeenCalled());
    plotly.purge.mockClear();
    unmount();
    await vi.waitFor(() => expect(plotly.purge).toHaveBeenCalledOnce());
  });
});
