import { screen } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { drawn, giveSize, pointAt } from "../testing/drawing";
import { render } from "../testing/render";
import { signed } from "./colourScale";
import { ImageStack, type ImageStackProps } from "./ImageStack";

const SHADE = signed(1);
const canvas = () => screen.getByRole("img", { name: "Filters" });

function show(more: Partial<ImageStackProps> = {}) {
  const { count = 4 } = more;
  const values = new Float32Array(count * 4);
  const size = { count, width: 2, height: 2, gap: 0 };
  render(<ImageStack values={values} {...size} shade={SHADE} label="Filters" {...more} />);
}

beforeEach(() => giveSize(100, 100));
afterEach(() => vi.unstubAllGlobals());

describe("a stack of images", () => {
  it("lays them out in about a square", async () => {
    show();
    await vi.waitFor(() => expect(drawn(canvas(), "drawImage")).toHaveLength(4));
    const places = drawn(canvas(), "drawImage").map((call) => call.slice(-4));
    expect(places).toEqual([
      [0, 0, 50, 50],
      [50, 0, 50, 50],
      [0, 50, 50, 50],
      [50, 50, 50, 50],
    ]);
  });

  it("is as high as its rows need", () => {
    show({ columns: 4 });
    expect(canvas().style.height).toBe("25px");
  });

  it("says which number of which image is pointed at", () => {
    const onHover = vi.fn();
    show({ onHover });
    pointAt(canvas(), "pointerMove", 0.8, 0.1);
    expect(onHover).toHaveBeenLastCalledWith({ image: 1, row: 0, column: 1 });
    pointAt(canvas(), "pointerLeave", 0.8, 0.1);
    expect(onHover).toHaveBeenLastCalledWith(null);
  });

  it("picks the image that is clicked, and nothing in the empty corner", () => {
    const onPick = vi.fn();
    show({ onPick, count: 3 });
    pointAt(canvas(), "pointerDown", 0.9, 0.9);
    expect(onPick).not.toHaveBeenCalled();
    pointAt(canvas(), "pointerDown", 0.1, 0.9);
    expect(onPick).toHaveBeenCalledExactlyOnceWith(2);
  });

  it("looks like something to click only where it is", () => {
    show();
    expect(canvas().style.cursor).toBe("");
  });
});
