import { expect, it } from "vitest";

import { Pieces } from "./pieces";

const MORE = 1;
const TEXT = 2;

function piece(rank: number, flags: number, ...bytes: number[]): ArrayBuffer {
  return new Uint8Array([0xc1, rank, flags, ...bytes]).buffer;
}

it("hands on what is whole as it is", () => {
  const pieces = new Pieces();
  const frame = new Uint8Array([0x85, 1]).buffer;
  expect(pieces.add("text")).toBe("text");
  expect(pieces.add(frame)).toBe(frame);
  expect(pieces.add(new ArrayBuffer(0))).toBeInstanceOf(ArrayBuffer);
});

it("puts frames together while others come between their pieces", () => {
  const pieces = new Pieces();
  expect(pieces.add(piece(5, MORE, 1, 2))).toBeNull();
  expect(pieces.add(piece(3, MORE | TEXT, 0xc3))).toBeNull();
  expect(pieces.add("between")).toBe("between");
  // A character may be cut in two.
  expect(pieces.add(piece(3, TEXT, 0xa4))).toBe("ä");
  expect(new Uint8Array(pieces.add(piece(5, 0, 3)) as ArrayBuffer)).toEqual(
    new Uint8Array([1, 2, 3]),
  );
  expect(new Uint8Array(pieces.add(piece(5, 0, 9)) as ArrayBuffer)).toEqual(new Uint8Array([9]));
});
