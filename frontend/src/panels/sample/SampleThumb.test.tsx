import { screen, waitFor } from "@testing-library/react";
import { beforeAll, expect, test } from "vitest";

import { drawn, giveSize } from "../../testing/drawing";
import { render } from "../../testing/render";
import { dataInfo, halfOf, previewOf } from "../../testing/values";
import { picturesOf } from "./pictures";
import { SampleThumb } from "./SampleThumb";

beforeAll(() => giveSize(100, 24));

const thumb = (preview: ReturnType<typeof previewOf>) => (
  <SampleThumb
    preview={preview}
    pictures={picturesOf(preview.test.images)}
    at={0}
    label="Test sample 1"
    caption="left"
  />
);

const canvas = () => screen.getByRole<HTMLCanvasElement>("img", { name: "Test sample 1" });
const sizeOf = async (width: number, height: number) =>
  waitFor(() => expect([canvas().width, canvas().height]).toEqual([width, height]));

/** The pixels that were put on the canvas, as 0xAABBGGRR. */
async function pixels() {
  await waitFor(() => expect(drawn(canvas(), "putImageData")).toHaveLength(1));
  const [image] = drawn(canvas(), "putImageData")[0] as [ImageData];
  return [...new Uint32Array(image.data.buffer)].map((pixel) => pixel.toString(16));
}

test("a picture in grey is as large as its rows and columns, without words", async () => {
  const images = { shape: [1, 2, 3], low: 0, high: 1, data: btoa("abcdef") };
  render(thumb(previewOf({ kind: "images", test: halfOf({ images }) })));
  await sizeOf(3, 2);
  expect(screen.queryByText("left")).toBeNull();
});

test("a picture of three channels is drawn in its colours", async () => {
  const images = { shape: [1, 3, 1, 1], low: 0, high: 1, data: btoa("\u0001\u0002\u0003") };
  render(thumb(previewOf({ kind: "images", test: halfOf({ images }) })));
  expect(await pixels()).toEqual(["ff030201"]);
});

test("one feature over time is a line with its words", async () => {
  const info = dataInfo({ shape: [3, 1] });
  const test = halfOf({ index: [0], inputs: [[0, 1, 0]] });
  render(thumb(previewOf({ kind: "sequences", info, test })));
  await waitFor(() => expect(drawn(canvas(), "lineTo")).toHaveLength(2));
  screen.getByText("left");
});

test("several features over time are rows, time from left to right", async () => {
  const info = dataInfo({ shape: [3, 2] });
  const test = halfOf({ index: [0], inputs: [[1, -1, 1, -1, 1, -1]] });
  render(thumb(previewOf({ kind: "sequences", info, test })));
  await sizeOf(3, 2);
  const [first, second, third, ...below] = await pixels();
  expect([second, third]).toEqual([first, first]);
  expect(new Set(below).size).toBe(1);
  expect(below[0]).not.toBe(first);
});

test("the numbers of a flat sample are a row", async () => {
  const info = dataInfo({ shape: [4] });
  const test = halfOf({ index: [0], inputs: [[1, 2, 3, 4]] });
  render(thumb(previewOf({ kind: "rows", info, test })));
  await sizeOf(4, 1);
});

test("so many numbers that nobody reads them are only told", () => {
  const test = halfOf({ index: [0], inputs: [new Array<number>(65).fill(0)] });
  render(thumb(previewOf({ kind: "rows", info: dataInfo({ shape: [65] }), test })));
  expect(screen.queryByRole("img")).toBeNull();
  screen.getByText("left");
});

test("a text is only told", () => {
  render(thumb(previewOf({ kind: "tokens", test: halfOf({ tokens: [[0]] }) })));
  expect(screen.queryByRole("img")).toBeNull();
  screen.getByText("left");
});
