import { encode } from "@msgpack/msgpack";
import { afterEach, expect, it, vi } from "vitest";

import { askServer } from "./askServer";

const ANSWER = { session: "s", number: 1, taken: 0, closed: null };

/** The network answers with these pieces. */
function answering(status: number, ...pieces: Uint8Array[]): void {
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const piece of pieces) controller.enqueue(piece);
      controller.close();
    },
  });
  vi.stubGlobal(
    "fetch",
    vi.fn(() => Promise.resolve(new Response(body, { status }))),
  );
}

const ask = (alive = () => undefined as void) =>
  askServer({ session: null }, new AbortController().signal, alive);

afterEach(() => vi.unstubAllGlobals());

it("reads texts and bytes from an answer that comes in pieces, and counts each piece as life", async () => {
  const bytes = encode({ ...ANSWER, frames: ["text", new Uint8Array([1, 2])] });
  answering(200, bytes.slice(0, 9), bytes.slice(9));
  const alive = vi.fn();
  const reply = await ask(alive);
  expect(reply?.frames[0]).toBe("text");
  expect(new Uint8Array(reply?.frames[1] as ArrayBuffer)).toEqual(new Uint8Array([1, 2]));
  expect(alive.mock.calls.length).toBeGreaterThan(2);
});

it("gives nothing where the server has no such session", async () => {
  answering(404);
  expect(await ask()).toBeNull();
});

it.each([
  ["the server has no room", 429, new TextEncoder().encode('{"error":"no"}')],
  ["a filter puts a page in its place", 200, new TextEncoder().encode("<html>blocked</html>")],
])("fails where %s", async (_, status, body) => {
  answering(status, body);
  await expect(ask()).rejects.toThrow();
});
