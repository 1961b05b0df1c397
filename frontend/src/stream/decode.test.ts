import { decode, encode } from "@msgpack/msgpack";
import { describe, expect, it } from "vitest";

import schema from "../../../tests/golden/openapi.json";
import { KINDS } from "../api/kinds.gen";
import { floatsOf, valueAt } from "../api/reading";
import { sampleBytes, sampleOf } from "../testing/readings";
import { decodeFrame } from "./decode";

type Raw = Record<string, unknown>;
type RawReading = Raw & { facts: Raw; tensors: Record<string, Raw> };

/** The frame that the server packs, with its readings changed; read again. */
function changed(change: (reading: RawReading) => void) {
  const frame = decode(sampleBytes()) as Raw & { readings: RawReading[] };
  frame.readings.forEach(change);
  return decodeFrame(encode(frame).slice().buffer);
}

const ALL = Object.keys(KINDS);

describe("decodeFrame", () => {
  it("reads every kind that the server packs", () => {
    const { frame, unread } = decodeFrame(sampleBytes());
    expect(unread).toEqual([]);
    expect(frame).toMatchObject({ run: "r1", probe: "samples()", step: 12, epoch: 3 });
    expect(frame.readings.map(({ kind }) => kind)).toEqual(schema.components.schemas.Kind.enum);
    expect(sampleOf("lines").facts).toMatchObject({ names: ["a", "b"], log: true });
  });

  it("gives floats wherever their bytes lie", () => {
    expect([...floatsOf(sampleOf("curve").tensors.x)]).toEqual([0.25, 0.5]);
    expect(valueAt(sampleOf("scalar").tensors.values, 0)).toBe(0.25);
    expect(valueAt(sampleOf("scalar").tensors.values, 1)).toBeNaN();
  });

  it("scales each slice of a quantized tensor by its own scale", () => {
    const { values } = sampleOf("matrix").tensors;
    expect(values.data).toBeInstanceOf(Int8Array);
    expect(Array.from({ length: 4 }, (_, at) => valueAt(values, at))).toEqual([-1, -0.5, 0, 0.5]);
    const scaled = { ...values, scale: [0.5, 2] };
    expect(Array.from({ length: 4 }, (_, at) => valueAt(scaled, at))).toEqual([-1, -0.5, 0, 2]);
  });

  it("reads numbers of every width", () => {
    const bytes = { int16: 2, int32: 4, float64: 8, int64: 8, uint8: 1, bool: 1 };
    for (const [dtype, size] of Object.entries(bytes)) {
      const { frame, unread } = changed(({ kind, tensors }) => {
        if (kind === "vector") {
          tensors["values"] = { dtype, shape: [2], scale: null, data: new Uint8Array(2 * size) };
        }
      });
      expect(unread).toEqual([]);
      const vector = frame.readings.find(({ kind }) => kind === "vector");
      expect(vector?.tensors).toMatchObject({ values: { dtype, shape: [2] } });
    }
  });

  it("says so when the bytes are no frame", () => {
    expect(() => decodeFrame(new Uint8Array([0x01]).buffer)).toThrow("no frame of readings");
  });

  it.each(ALL)(
    "passes over a %s without one of its facts or tensors, and keeps the others",
    (kind) => {
      const declared = KINDS[kind as keyof typeof KINDS];
      const needed = Object.entries(declared.tensors).filter(([, { isNeeded }]) => isNeeded);
      for (const name of declared.facts) {
        const { frame, unread } = changed((one) => {
          if (one.kind === kind) delete one.facts[name];
        });
        expect(unread).toEqual([expect.stringMatching(`“${kind}” came without ${name}`)]);
        expect(frame.readings).toHaveLength(ALL.length - 1);
      }
      for (const [name] of needed) {
        const { frame, unread } = changed((one) => {
          if (one.kind === kind) delete one.tensors[name];
        });
        expect(unread).toEqual([
          expect.stringMatching(`“${kind}” came without its tensor ${name}`),
        ]);
        expect(frame.readings).toHaveLength(ALL.length - 1);
      }
    },
  );

  it("passes over a kind that it does not know, and says which", () => {
    const { frame, unread } = changed((one) => {
      if (one.kind === "bars") one["kind"] = "towers";
    });
    expect(unread).toEqual([expect.stringMatching(/“towers” came, which this page does not know/)]);
    expect(frame.readings).toHaveLength(ALL.length - 1);
  });

  it.each([
    [{ dtype: "complex64" }, "tensor of complex64"],
    [{ shape: [2, 2, 2] }, "8 numbers came with 4 bytes"],
    [{ shape: [1, 2, 2] }, "3 axes came in a reading of the kind “matrix”, which has 2"],
    [{ data: "numbers" }, "without its shape or its numbers"],
  ])("passes over a tensor that is broken: %j", (broken, said) => {
    const { frame, unread } = changed(({ kind, tensors }) => {
      if (kind === "matrix") Object.assign(tensors["values"] as Raw, broken);
    });
    expect(unread).toEqual([expect.stringContaining(said)]);
    expect(frame.readings).toHaveLength(ALL.length - 1);
  });

  it("passes over what is no reading at all", () => {
    const frame = {
      run: "r",
      probe: "p",
      step: 0,
      epoch: 0,
      readings: [null, 3, { kind: "bars" }],
    };
    const { unread } = decodeFrame(encode(frame).slice().buffer);
    expect(unread).toHaveLength(3);
  });
});
