import { screen } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { drawn, giveSize } from "../testing/drawing";
import { render } from "../testing/render";
import { useDrawing, type Draw } from "./useDrawing";

function Picture({ draw }: { readonly draw: Draw }) {
  const { ref } = useDrawing(draw);
  return <canvas ref={ref} role="img" aria-label="Picture" />;
}

const canvas = () => screen.getByRole<HTMLCanvasElement>("img", { name: "Picture" });
const once = (draw: Draw) => vi.waitFor(() => expect(draw).toHaveBeenCalledOnce());

beforeEach(() => giveSize(100, 40));
afterEach(() => vi.unstubAllGlobals());

describe("a drawing", () => {
  it("is as sharp as the screen, and drawn in CSS pixels", async () => {
    vi.stubGlobal("devicePixelRatio", 2.5);
    const draw = vi.fn<Draw>();
    render(<Picture draw={draw} />);
    await once(draw);
    expect([canvas().width, canvas().height]).toEqual([250, 100]);
    expect(drawn(canvas(), "setTransform")).toEqual([[2.5, 0, 0, 2.5, 0, 0]]);
    expect(draw.mock.lastCall?.[1]).toEqual({ width: 100, height: 40 });
  });

  it("is drawn on a cleared canvas", async () => {
    const draw = vi.fn<Draw>((context) => context.fillRect(1, 2, 3, 4));
    render(<Picture draw={draw} />);
    await once(draw);
    expect(drawn(canvas(), "clearRect")).toEqual([[0, 0, 100, 40]]);
  });

  it("is not drawn anew where nothing changed", async () => {
    const draw = vi.fn<Draw>();
    const { rerender } = render(<Picture draw={draw} />);
    await once(draw);
    rerender(<Picture draw={draw} />);
    const other = vi.fn<Draw>();
    rerender(<Picture draw={other} />);
    await once(other);
    expect(draw).toHaveBeenCalledOnce();
  });

  it("that left the page is not drawn any more", async () => {
    const draw = vi.fn<Draw>();
    const { unmount } = render(<Picture draw={draw} />);
    unmount();
    const other = vi.fn<Draw>();
    render(<Picture draw={other} />);
    await once(other);
    expect(draw).not.toHaveBeenCalled();
  });
});
