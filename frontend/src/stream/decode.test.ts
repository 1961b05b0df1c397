import { describe, expect, it } from "vitest";

import { floatsOf, valueAt, type Tensor } from "../api/reading";
import { decodeFrame } from "./decode";

/** Written by the server's own `telemetry.wire.pack_frame`. */
const FRAME =
  "haNydW6icjGlcHJvYmWzd2VpZ2h0cyhsaW1pdD00MDk2KaRzdGVwDKVlcG9jaAOocmVhZGluZ3OVhKRraW5kpm1hdH" +
  "JpeKRwYXRoomgxpWZhY3RzgaVzaG93bgSndGVuc29yc4Kmd2VpZ2h0hKVkdHlwZadmbG9hdDMypXNoYXBlkgICpXNj" +
  "YWxlwKRkYXRhxBAAAMA/AAAAwAAAgD4AAEBApGJpYXOEpWR0eXBlp2Zsb2F0MzKlc2hhcGWRAqVzY2FsZcCkZGF0Yc" +
  "QIbxKDOgAA4ECEpGtpbmSnZmllbGQyZKRwYXRoomgxpWZhY3RzgKd0ZW5zb3JzgaZ2YWx1ZXOEpWR0eXBlpGludDil" +
  "c2hhcGWTAgECpXNjYWxlkss/hHrhQAAAAMs/uZmZoAAAAKRkYXRhxAR/zgB/hKRraW5kqWNvbmZ1c2lvbqRwYXRooK" +
  "VmYWN0c4CndGVuc29yc4GmY291bnRzhKVkdHlwZaVpbnQzMqVzaGFwZZICAqVzY2FsZcCkZGF0YcQQAwAAAAEAAAAA" +
  "AAAABAAAAISka2luZKdzYW1wbGVzpHBhdGigpWZhY3RzgKd0ZW5zb3JzgaVpbmRleISlZHR5cGWlaW50NjSlc2hhcG" +
  "WRAqVzY2FsZcCkZGF0YcQQBQAAAAAAAAAGAAAAAAAAAISka2luZKZzY2FsYXKkcGF0aKF5pWZhY3RzgKd0ZW5zb3Jz" +
  "gaV2YWx1ZYSlZHR5cGWnZmxvYXQzMqVzaGFwZZClc2NhbGXApGRhdGHEBAAAwH8=";

function bytesOf(base64: string): ArrayBuffer {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0)).buffer;
}

function tensor(path: number, name: string): Tensor {
  const found = decodeFrame(bytesOf(FRAME)).readings[path]?.tensors[name];
  if (!found) throw new Error(`the frame has no tensor ${name}`);
  return found;
}

describe("decodeFrame", () => {
  it("reads what the server packs", () => {
    const frame = decodeFrame(bytesOf(FRAME));
    expect(frame).toMatchObject({ run: "r1", probe: "weights(limit=4096)", step: 12, epoch: 3 });
    expect(frame.readings.map((reading) => [reading.kind, reading.path])).toEqual([
      ["matrix", "h1"],
      ["field2d", "h1"],
      ["confusion", ""],
      ["samples", ""],
      ["scalar", "y"],
    ]);
    expect(frame.readings[0]?.facts).toEqual({ shown: 4 });
  });

  it("gives floats wherever their bytes lie", () => {
    expect([...floatsOf(tensor(0, "weight"))]).toEqual([1.5, -2, 0.25, 3]);
    expect(tensor(0, "bias").data[1]).toBe(7);
    expect(valueAt(tensor(4, "value"), 0)).toBeNaN();
  });

  it("scales each slice of a quantized tensor by its own scale", () => {
    const field = tensor(1, "values");
    expect(field.data).toBeInstanceOf(Int8Array);
    expect(valueAt(field, 0)).toBeCloseTo(1.27, 5);
    expect(valueAt(field, 1)).toBeCloseTo(-0.5, 2);
    expect(valueAt(field, 3)).toBeCloseTo(12.7, 5);
  });

  it("reads whole numbers of every width", () => {
    expect([...floatsOf(tensor(2, "counts"))]).toEqual([3, 1, 0, 4]);
    expect(valueAt(tensor(3, "index"), 1)).toBe(6);
  });

  it("says so when the bytes are no frame", () => {
    expect(() => decodeFrame(new Uint8Array([0x01]).buffer)).toThrow("no frame of readings");
  });
});
