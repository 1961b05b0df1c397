import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { FakePolls } from "../testing/polls";
import { LONG, PollTransport, SHORT, SILENT_MS, type PollStyle } from "./pollTransport";

let server: FakePolls;
let calls: string[];
let frames: unknown[];

function open(style: PollStyle = LONG): PollTransport {
  return new PollTransport(server.ask, style, {
    opened: () => calls.push("opened"),
    heard: (data) => frames.push(data),
    alive: () => undefined,
    ended: (why) => calls.push(why === null ? "ended" : `ended: ${why}`),
  });
}

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

beforeEach(() => {
  vi.useFakeTimers();
  server = new FakePolls();
  calls = [];
  frames = [];
});
afterEach(() => vi.useRealTimers());

describe("a transport of polls", () => {
  it("is open once the server has answered, and gives what comes", async () => {
    const transport = open();
    expect(transport.isOpen).toBe(false);
    await pass(10);
    expect(calls).toEqual(["opened"]);
    server.deliver({ type: "heartbeat" });
    await pass(10);
    expect(frames).toEqual(['{"type":"heartbeat"}']);
    transport.close();
    await pass(10);
    expect(server.isClosed).toBe(true);
  });

  it("waits at the server for news where polls are long, and a second between short ones", async () => {
    const long = open();
    await pass(20_500);
    expect(server.polls.length).toBeLessThan(13);
    long.close();
    server = new FakePolls();
    const short = open(SHORT);
    await pass(5_500);
    expect(server.polls).toHaveLength(6);
    expect(server.polls.every(({ wait_secs }) => wait_secs === 0)).toBe(true);
    short.close();
  });

  it("ends at once where the server refuses it, with what the server says", async () => {
    server.fate = "refused";
    open();
    await pass(10);
    expect(calls).toEqual(["ended: The server says: too many tabs are open."]);
    await pass(10_000);
    expect(server.polls).toHaveLength(1);
  });

  it("sends at once, although a poll waits", async () => {
    const transport = open();
    await pass(500);
    transport.send("one");
    transport.send("two");
    await pass(1);
    expect(server.heard).toEqual(["one", "two"]);
    transport.send("three");
    await pass(1);
    expect(server.heard).toEqual(["one", "two", "three"]);
    transport.close();
  });

  it.each(["request lost", "answer lost", "silent"] as const)(
    "loses nothing and gives nothing twice where one poll meets: %s",
    async (fate) => {
      for (const style of [LONG, SHORT]) {
        server = new FakePolls();
        [calls, frames] = [[], []];
        const transport = open(style);
        await pass(100);
        for (let number = 0; number < 5; number += 1) {
          server.fate = fate;
          server.show(`down ${number}`);
          transport.send(`up ${number}`);
          await pass(1);
          server.fate = "well";
          await pass(12_000);
        }
        expect(frames).toEqual([0, 1, 2, 3, 4].map((number) => `down ${number}`));
        expect(server.heard).toEqual([0, 1, 2, 3, 4].map((number) => `up ${number}`));
        expect(calls).toEqual(["opened"]);
        transport.close();
      }
    },
  );

  it("ends when two polls in a row have failed, and asks no more", async () => {
    open();
    await pass(100);
    server.fate = "silent";
    await pass(3 * (2_000 + SILENT_MS));
    expect(calls).toEqual(["opened", "ended"]);
    const { length } = server.polls;
    await pass(60_000);
    expect(server.polls).toHaveLength(length);
  });

  it("ends where every other poll fails: a network that cuts what waits", async () => {
    open();
    await pass(100);
    for (let times = 0; times < 8; times += 1) {
      server.fate = times % 2 === 0 ? "answer lost" : "well";
      await pass(2_100);
    }
    expect(calls).toEqual(["opened", "ended"]);
  });

  it("ends when the server knows no such session any more", async () => {
    open();
    await pass(100);
    server.restart();
    await pass(5_000);
    expect(calls).toEqual(["opened", "ended: The server is being started anew."]);
  });
});
