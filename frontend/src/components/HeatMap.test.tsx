import { fireEvent, screen, waitFor } from "@testing-library/react";
import { expect, test, vi } from "vitest";

import { callsOn } from "../testing/canvas";
import { render } from "../testing/render";
import { signed } from "./colourScale";
import { HeatMap } from "./HeatMap";
import { cellAt } from "./pixels";

const values = Float32Array.of(-1, 0, 1, 1, 0, -1);

test("a heat map has the resolution of its numbers and is drawn once", async () => {
  render(<HeatMap label="unit 1" values={values} width={3} height={2} shade={signed(1)} />);
  const canvas = screen.getByRole<HTMLCanvasElement>("img", { name: "unit 1" });
  await waitFor(() => expect([canvas.width, canvas.height]).toEqual([3, 2]));
  expect(callsOn(canvas).filter(([name]) => name === "putImageData")).toHaveLength(1);
});

test("hovering tells which number lies under the pointer, leaving tells it is over", () => {
  const onHover = vi.fn();
  render(
    <HeatMap label="u" values={values} width={3} height={2} shade={signed(1)} onHover={onHover} />,
  );
  const canvas = screen.getByRole("img", { name: "u" });
  canvas.getBoundingClientRect = () => new DOMRect(10, 10, 300, 200);
  fireEvent.pointerMove(canvas, { clientX: 10 + 250, clientY: 10 + 150 });
  fireEvent.pointerLeave(canvas);
  expect(onHover.mock.calls).toEqual([[5], [null]]);
});

test("a point outside the box is over no cell", () => {
  const box = { width: 10, height: 10 };
  expect(cellAt(10, 5, box, 2, 2)).toBeNull();
  expect(cellAt(-1, 5, box, 2, 2)).toBeNull();
  expect(cellAt(9.9, 0, box, 2, 2)).toBe(1);
});
