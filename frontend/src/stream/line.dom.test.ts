import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { FakePolls } from "../testing/polls";
import { Line } from "./line";
import type { Socket } from "./transport";

/** What the network does to websockets. */
type Network = "open" | "refuses" | "holds back";

class FakeSocket implements Socket {
  readyState = 0;
  binaryType: BinaryType = "blob";
  onmessage: Socket["onmessage"] = null;
  onclose: Socket["onclose"] = null;
  onerror: Socket["onerror"] = null;
  sent: string[] = [];
  private beat: ReturnType<typeof setInterval> | undefined;

  constructor(network: Network) {
    setTimeout(() => {
      if (network === "refuses") return this.cut();
      this.readyState = 1;
      if (network === "holds back") return;
      this.deliver("hello");
      this.beat = setInterval(() => this.deliver("heartbeat"), 1_000);
    }, 5);
  }

  send(text: string): void {
    if (!text.includes("received")) this.sent.push(text);
  }

  close(): void {
    clearInterval(this.beat);
    this.readyState = 3;
  }

  cut(): void {
    this.close();
    this.onclose?.call(this as never, new CloseEvent("close"));
  }

  private deliver(data: string): void {
    this.onmessage?.call(this as never, new MessageEvent("message", { data }));
  }
}

let network: Network;
let server: FakePolls;
let sockets: FakeSocket[];
let calls: string[];
let heard: unknown[];
let isBusy: boolean;
let line: Line;

function open(): void {
  const websocket = () => {
    const socket = new FakeSocket(network);
    sockets.push(socket);
    return socket;
  };
  line = new Line(
    { websocket, ask: server.ask },
    {
      opened: ({ kind, cause }) => calls.push(cause === null ? kind : `${kind}, ${cause}`),
      heard: (data) => heard.push(data),
      lost: () => calls.push("lost"),
      isBusy: () => isBusy,
    },
  );
}

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

beforeEach(() => {
  vi.useFakeTimers();
  network = "open";
  server = new FakePolls();
  sockets = [];
  calls = [];
  heard = [];
  isBusy = false;
});
afterEach(() => {
  line.close();
  vi.useRealTimers();
});

describe("the line", () => {
  it("is a websocket where there is one, and sends over it", async () => {
    open();
    await pass(10_000);
    expect(calls).toEqual(["websocket"]);
    line.send("x");
    expect(sockets[0]?.sent).toEqual(["x"]);
    expect(server.polls).toEqual([]);
  });

  it.each([
    ["refuses", "long_poll, refused"],
    ["holds back", "long_poll, silent"],
  ] as const)("asks instead where the network %s websockets", async (what, said) => {
    network = what;
    open();
    await pass(4_000);
    expect(calls).toEqual([said]);
    line.send("x");
    await pass(10);
    expect(server.heard).toEqual(["x"]);
  });

  it("asks every second where long polls are held back, too", async () => {
    network = "refuses";
    open();
    await pass(100);
    server.fate = "silent";
    await pass(10_500);
    server.fate = "well";
    await pass(2_000);
    expect(calls).toEqual(["long_poll, refused", "lost", "short_poll, refused"]);
  });

  it("says that it is lost where nothing answers, and comes back by itself", async () => {
    network = "refuses";
    server.fate = "request lost";
    open();
    await pass(20_000);
    expect(calls).toContain("lost");
    expect(calls).not.toContain("long_poll, refused");
    network = "open";
    await pass(10_000);
    expect(calls.at(-1)).toBe("websocket");
  });

  it("comes back to a websocket by itself when the network lets one through again", async () => {
    network = "refuses";
    open();
    await pass(1_000);
    network = "open";
    await pass(40_000);
    expect(calls).toEqual(["long_poll, refused", "websocket"]);
    // What the new websocket said first is not lost, and nobody asks any more.
    expect(heard.slice(0, 1)).toEqual(["hello"]);
    const { length } = server.polls;
    await pass(20_000);
    expect(server.polls).toHaveLength(length);
    expect(server.isClosed).toBe(true);
  });

  it("tries at once when it is calls to hurry, and waits until nobody waits for an answer", async () => {
    network = "refuses";
    open();
    await pass(1_000);
    network = "open";
    isBusy = true;
    line.hurry();
    await pass(8_000);
    expect(calls).toEqual(["long_poll, refused"]);
    isBusy = false;
    await pass(1_000);
    expect(calls.at(-1)).toBe("websocket");
  });

  it("goes on asking while what it tries is refused or held back", async () => {
    network = "refuses";
    open();
    for (network of ["refuses", "holds back"] as const) await pass(300_000);
    expect(calls).toEqual(["long_poll, refused"]);
    expect(sockets.length).toBeLessThan(10);
  });

  it("asks where websockets are cut again and again", async () => {
    open();
    for (let cut = 0; cut < 3; cut += 1) {
      await pass(10_000);
      sockets.at(-1)?.cut();
    }
    await pass(1_000);
    expect(calls.at(-1)).toBe("long_poll, cut");
  });

  it("does not take a page that stood still for a line that is dead", async () => {
    open();
    await pass(1_000);
    // The clock went on, but no timer ran.
    vi.setSystemTime(Date.now() + 20_000);
    vi.spyOn(performance, "now").mockReturnValueOnce(performance.now() + 20_000);
    await pass(400);
    expect(calls).toEqual(["websocket"]);
  });
});
