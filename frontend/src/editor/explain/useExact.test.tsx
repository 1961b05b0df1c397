import { act, screen } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";

import type { ProbeJson } from "../../api/types";
import type { Measured } from "../../session/session";
import { floats } from "../../testing/readings";
import { render } from "../../testing/render";
import { freshStores, given } from "../../testing/stores";
import { ExactNumber } from "./ExactNumber";

const PROBE: ProbeJson = { type: "weight_value", node: "h", param: "weight", index: [0, 1] };
const measure = vi.fn<(probe: ProbeJson) => Promise<Measured>>();

const answer = (value: number, step: number) =>
  ({
    reading: { kind: "scalar", path: "h", facts: {}, tensors: { values: floats([], value) } },
    step,
  }) as unknown as Measured;
/** Lets this many milliseconds pass, and returns the text on the screen. */
const after = async (ms: number) => {
  await act(() => vi.advanceTimersByTimeAsync(ms));
  return document.querySelector("p")?.textContent;
};
const show = (probe: ProbeJson | null = PROBE) => render(<ExactNumber name="w =" probe={probe} />);

beforeEach(() => {
  vi.useFakeTimers();
  freshStores();
  measure.mockReset().mockResolvedValue(answer(0.25, 1200));
  given({ session: { measure } });
});
afterEach(() => {
  vi.useRealTimers();
});

describe("an exact number", () => {
  test("is asked only when the pointer rests, not for everything that it passes", async () => {
    show();
    expect(await after(79)).toBe("w = …");
    expect(measure).not.toHaveBeenCalled();
    expect(await after(1)).toContain("0.25");
    expect(measure).toHaveBeenCalledWith(PROBE);
  });

  test("tells the step it was measured at", async () => {
    show();
    expect(await after(80)).toContain("step 1,200");
  });

  test("is asked again as the training goes on", async () => {
    show();
    await after(80);
    measure.mockResolvedValue(answer(0.5, 1300));
    expect(await after(400)).toContain("0.5");
    expect(screen.getByText(/step 1,300/)).toBeTruthy();
  });

  test("is never asked twice at once, however long the answer takes", async () => {
    measure.mockReturnValue(new Promise(() => undefined));
    show();
    await after(10_000);
    expect(measure).toHaveBeenCalledTimes(1);
  });

  test("of another place takes the place of the one before at once", async () => {
    const { rerender } = show();
    await after(80);
    rerender(<ExactNumber name="w =" probe={{ ...PROBE, index: [2, 2] }} />);
    expect(await after(0)).toBe("w = …");
    await after(80);
    expect(measure).toHaveBeenLastCalledWith({ ...PROBE, index: [2, 2] });
  });

  test("that does not exist is told in a sentence", async () => {
    measure.mockRejectedValue(new Error("the run is over"));
    show();
    expect(await after(80)).toBe("the run is over");
  });

  test("says so while the page is not connected", async () => {
    freshStores();
    show();
    expect(await after(80)).toContain("not connected");
  });

  test("is not asked for where there is no question, nor any more when it is gone", async () => {
    show(null);
    await after(1000);
    const { unmount } = show();
    unmount();
    await after(1000);
    expect(measure).not.toHaveBeenCalled();
  });
});
