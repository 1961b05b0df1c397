import { encode } from "@msgpack/msgpack";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { reconnectDelayMs } from "./delay";
import type { LineState } from "./line";
import { Stream, type Batch, type Connection } from "./stream";

class FakeSocket {
  sent: Record<string, unknown>[] = [];
  readyState = 0;
  binaryType: BinaryType = "blob";
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onclose: ((event: CloseEvent) => void) | null = null;
  onerror: (() => void) | null = null;
  send(text: string) {
    const message = JSON.parse(text) as Record<string, unknown>;
    if (message["type"] !== "received") this.sent.push(message);
  }
  close() {
    this.readyState = 3;
  }
  cut(init: CloseEventInit = {}): void {
    this.onclose?.(new CloseEvent("close", init));
  }

  open() {
    this.readyState = 1;
    this.deliver({ type: "hello", version: "1", instance: "a" });
  }
  deliver(message: object) {
    this.onmessage?.({ data: JSON.stringify(message) });
  }
  show(run: string, probe: string, step: number, kind = "vector") {
    const tensors = {
      values: { dtype: "float32", shape: [2], scale: null, data: new Uint8Array(8) },
    };
    const readings = [{ kind, path: "y", facts: {}, tensors }];
    const bytes = encode({ run, probe, step, epoch: 0, readings });
    this.onmessage?.({ data: bytes.slice().buffer });
  }
}

/** Chance is one half in these tests. */
function halfway<T extends ArrayBufferView>(numbers: T): T {
  if (numbers instanceof Uint32Array) numbers.fill(2 ** 31);
  return numbers;
}

let lines: LineState[];
let sockets: FakeSocket[];
let batches: Batch[];
let said: (string | null)[];
let connections: Connection[];

function newest(): FakeSocket {
  const socket = sockets.at(-1);
  if (!socket) throw new Error("no socket was opened");
  return socket;
}

function openStream(): Stream {
  const websocket = () => {
    const socket = new FakeSocket();
    sockets.push(socket);
    return socket;
  };
  const ask = () => Promise.reject(new Error("no server"));
  return new Stream(
    { websocket, ask },
    {
      onBatch: (batch) => batches.push(batch),
      onConnection: (connection, why) => {
        connections.push(connection);
        said.push(why);
      },
      onLine: (line) => lines.push(line),
    },
  );
}

beforeEach(() => {
  vi.useFakeTimers({
    toFake: [
      "setTimeout",
      "clearTimeout",
      "setInterval",
      "clearInterval",
      "performance",
      "requestAnimationFrame",
      "cancelAnimationFrame",
    ],
  });
  vi.spyOn(crypto, "getRandomValues").mockImplementation(halfway);
  lines = [];
  sockets = [];
  batches = [];
  connections = [];
  said = [];
});

afterEach(() => {
  vi.useRealTimers();
});

describe("stream", () => {
  it("hands on all that came in one batch a frame, with the newest frame of each probe", () => {
    const stream = openStream();
    newest().open();
    newest().deliver({ type: "heartbeat" });
    newest().show("r1", "weights()", 1);
    newest().show("r1", "weights()", 2);
    newest().show("r1", "unit_maps()", 2);
    newest().deliver({ type: "runs", runs: [] });
    expect(batches).toEqual([]);
    vi.advanceTimersByTime(17);
    expect(batches).toHaveLength(1);
    expect(batches[0]?.messages.map((message) => message.type)).toEqual([
      "hello",
      "heartbeat",
      "runs",
    ]);
    expect(batches[0]?.frames.map((frame) => [frame.probe, frame.step])).toEqual([
      ["weights()", 2],
      ["unit_maps()", 2],
    ]);
    stream.close();
  });

  it("comes back by itself and asks for what came after the last point it has", () => {
    const stream = openStream();
    let last = 0;
    newest().open();
    stream.subscribe("r1", () => last);
    stream.watch("r1", [{ type: "weights" }]);
    last = 7;
    newest().cut();
    expect(connections).toEqual(["open", "reconnecting"]);
    vi.advanceTimersByTime(60);
    expect(sockets).toHaveLength(2);
    newest().open();
    expect(newest().sent).toEqual([
      { type: "subscribe", run: "r1", after: 7 },
      { type: "watch", run: "r1", probes: [{ type: "weights" }] },
    ]);
    expect(connections.at(-1)).toBe("open");
    stream.close();
  });

  it("says why the server has ended the line, and comes back by a websocket however often", () => {
    const stream = openStream();
    for (let time = 1; time <= 4; time += 1) {
      newest().open();
      newest().cut({ code: 1013, reason: "too many tabs are open on this server" });
      expect(said.at(-1)).toBe("The server says: too many tabs are open on this server.");
      vi.advanceTimersByTime(1_000);
      expect(sockets).toHaveLength(time + 1);
    }
    newest().open();
    newest().cut();
    expect(said.at(-1)).toBeNull();
    stream.close();
  });

  it("hands on what came before the line was lost before it calls again", () => {
    const stream = openStream();
    newest().open();
    newest().deliver({ type: "heartbeat" });
    newest().cut();
    expect(batches).toHaveLength(1);
    stream.close();
  });

  it("gives a line that fell silent more time when it has come back, and a minute later no more", () => {
    const stream = openStream();
    newest().open();
    vi.advanceTimersByTime(4_000);
    newest().open();
    vi.advanceTimersByTime(5_000);
    newest().deliver({ type: "heartbeat" });
    expect(sockets).toHaveLength(2);
    for (let secs = 0; secs < 60; secs += 1) {
      newest().deliver({ type: "heartbeat" });
      vi.advanceTimersByTime(1_000);
    }
    newest().cut();
    vi.advanceTimersByTime(100);
    newest().open();
    expect(sockets).toHaveLength(3);
    vi.advanceTimersByTime(4_000);
    expect(connections.at(-1)).toBe("reconnecting");
    stream.close();
  });

  it("takes three seconds of silence for a dead line", () => {
    const stream = openStream();
    newest().open();
    vi.advanceTimersByTime(2_800);
    newest().deliver({ type: "heartbeat" });
    vi.advanceTimersByTime(2_700);
    expect(sockets).toHaveLength(1);
    vi.advanceTimersByTime(2_000);
    expect(connections).toContain("reconnecting");
    expect(sockets.length).toBeGreaterThan(1);
    stream.close();
  });

  it("matches answers to what was asked", async () => {
    const stream = openStream();
    newest().open();
    const played = stream.command("r1", { type: "play" });
    const asked = newest().sent[0];
    newest().deliver({ type: "answer", id: asked?.["id"], ok: false, error: "the run is over" });
    vi.advanceTimersByTime(17);
    expect(await played).toMatchObject({ ok: false, error: "the run is over" });
    stream.close();
  });

  it("gives the frame that answers a question, in whichever order the two come", async () => {
    const stream = openStream();
    newest().open();
    for (const frameFirst of [true, false]) {
      const measured = stream.measure("r1", { type: "weight_value", node: "h1" });
      const id = Number(newest().sent.at(-1)?.["id"]);
      if (frameFirst) newest().show("r1", `#${id}`, 3);
      newest().deliver({ type: "answer", id, ok: true });
      vi.advanceTimersByTime(17);
      if (!frameFirst) newest().show("r1", `#${id}`, 3);
      await vi.advanceTimersByTimeAsync(17);
      expect((await measured).step).toBe(3);
    }
    expect(batches.flatMap((batch) => batch.frames)).toEqual([]);
    stream.close();
  });

  it("rejects with the server's sentence what cannot be measured", async () => {
    const stream = openStream();
    newest().open();
    const measured = stream.measure("r1", { type: "weight_value" });
    const id = newest().sent[0]?.["id"];
    newest().deliver({ type: "answer", id, ok: false, error: "relu1 has no weights" });
    vi.advanceTimersByTime(17);
    await expect(measured).rejects.toThrow("relu1 has no weights");
    stream.close();
  });

  it("says so when an answer can no longer come", async () => {
    const stream = openStream();
    await expect(stream.command("r1", { type: "play" })).rejects.toThrow("no connection");
    newest().open();
    const lost = stream.command("r1", { type: "play" });
    newest().cut();
    await expect(lost).rejects.toThrow("lost before the server answered");
    stream.close();
  });

  it.each([
    ["a text that is no message", (at: FakeSocket) => at.onmessage?.({ data: "{" })],
    ["a message “gossip”", (at: FakeSocket) => at.deliver({ type: "gossip", points: [] })],
    ["a message “false”", (at: FakeSocket) => at.deliver([1])],
    ["no frame of readings", (at: FakeSocket) => at.onmessage?.({ data: new ArrayBuffer(3) })],
    ["kind “towers”", (at: FakeSocket) => at.show("r1", "towers()", 2, "towers")],
  ])("passes over %s, says so once, and keeps the rest of its batch", async (said, send) => {
    const stream = openStream();
    newest().open();
    const played = stream.command("r1", { type: "play" });
    const { id } = newest().sent[0] as { id: number };
    newest().show("r1", "weights()", 1);
    send(newest());
    send(newest());
    newest().deliver({ type: "points", run: "r1", points: [], last_seq: 4 });
    newest().deliver({ type: "answer", id, ok: true });
    vi.advanceTimersByTime(17);
    expect(batches).toHaveLength(1);
    expect(batches[0]?.messages.map(({ type }) => type)).toEqual(["hello", "points", "answer"]);
    expect(batches[0]?.frames[0]).toMatchObject({ probe: "weights()", step: 1 });
    expect(batches[0]?.unread).toEqual([expect.stringContaining(said)]);
    expect(await played).toMatchObject({ ok: true });
    stream.close();
  });

  it("gives everybody their answer although the page fails over the batch", async () => {
    vi.spyOn(batches, "push").mockImplementation(() => {
      throw new Error("a view failed");
    });
    const stream = openStream();
    newest().open();
    const played = stream.command("r1", { type: "play" });
    newest().deliver({ type: "answer", id: newest().sent[0]?.["id"], ok: true });
    expect(() => vi.advanceTimersByTime(17)).toThrow("a view failed");
    expect(await played).toMatchObject({ ok: true });
    stream.close();
  });

  it("does not wait for ever for numbers that were measured but never came", async () => {
    const stream = openStream();
    newest().open();
    const measured = stream.measure("r1", { type: "weight_value" });
    newest().deliver({ type: "answer", id: newest().sent[0]?.["id"], ok: true });
    const failed = expect(measured).rejects.toThrow("the numbers did not arrive");
    for (let secs = 0; secs < 6; secs += 1) {
      newest().deliver({ type: "heartbeat" });
      await vi.advanceTimersByTimeAsync(1_000);
    }
    await failed;
    stream.close();
  });

  it("says so when the line breaks before the numbers came", async () => {
    const stream = openStream();
    newest().open();
    const measured = stream.measure("r1", { type: "weight_value" });
    newest().deliver({ type: "answer", id: newest().sent[0]?.["id"], ok: true });
    await vi.advanceTimersByTimeAsync(17);
    newest().cut();
    await expect(measured).rejects.toThrow("lost before the server answered");
    stream.close();
  });

  it("gives the reason where the answer to a question cannot be read", async () => {
    const stream = openStream();
    newest().open();
    const measured = stream.measure("r1", { type: "weight_value" });
    const { id } = newest().sent[0] as { id: number };
    newest().show("r1", `#${id}`, 3, "towers");
    newest().deliver({ type: "answer", id, ok: true });
    const failed = expect(measured).rejects.toThrow("kind “towers”");
    await vi.advanceTimersByTimeAsync(17);
    await failed;
    stream.close();
  });

  it("does not call again after it was closed", () => {
    openStream().close();
    vi.advanceTimersByTime(20_000);
    expect(sockets).toHaveLength(1);
  });
});

describe("reconnectDelayMs", () => {
  it("doubles its limit with each attempt, up to five seconds", () => {
    expect([0, 1, 2, 20].map((attempt) => reconnectDelayMs(attempt, () => 1))).toEqual([
      100, 200, 400, 5_000,
    ]);
    expect(reconnectDelayMs(3, () => 0)).toBe(0);
  });
});
