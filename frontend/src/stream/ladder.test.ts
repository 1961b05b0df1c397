import { describe, expect, it } from "vitest";

import { FIRST, nextRung, returnDelayMs, type Ended, type Rung } from "./ladder";

const ended = (more: Partial<Ended> = {}): Ended => ({
  wasHeard: false,
  wasSilent: false,
  byServer: false,
  livedMs: 100,
  ...more,
});
const rung = (more: Partial<Rung>): Rung => ({ ...FIRST, ...more });

describe("after a websocket", () => {
  it.each([
    ["refused", {}],
    ["silent", { wasSilent: true }],
  ])("that was %s come long polls, at once, with the cause", (cause, how) => {
    const next = nextRung(FIRST, ended(how));
    expect(next).toMatchObject({ rung: { kind: "long_poll", cause }, isAtOnce: true });
  });

  it("that worked comes another one: a server that is started anew cuts all of them", () => {
    const next = nextRung(FIRST, ended({ wasHeard: true }));
    expect(next).toMatchObject({ rung: { kind: "websocket", cause: null }, isAtOnce: false });
  });

  it("that the server itself ended comes another one, however often", () => {
    let at = FIRST;
    for (const wasHeard of [true, false, true, true, true]) {
      const next = nextRung(at, ended({ byServer: true, wasHeard }));
      expect(next).toEqual({ rung: FIRST, isAtOnce: false });
      at = next.rung;
    }
  });

  it("that was cut three times within a minute come polls", () => {
    let at = FIRST;
    for (const kind of ["websocket", "websocket", "long_poll"]) {
      at = nextRung(at, ended({ wasHeard: true, livedMs: 20_000 })).rung;
      expect(at.kind).toBe(kind);
    }
    expect(at.cause).toBe("cut");
  });

  it("that lived long are all cuts forgotten", () => {
    const next = nextRung(rung({ cuts: 2 }), ended({ wasHeard: true, livedMs: 3_600_000 }));
    expect(next.rung).toEqual(FIRST);
  });

  it("that came back and was cut again come polls, and the next attempt is later", () => {
    const back = rung({ cause: "cut", failedReturns: 1 });
    const next = nextRung(back, ended({ wasHeard: true, livedMs: 20_000 }));
    expect(next.rung).toMatchObject({ kind: "long_poll", cause: "cut", failedReturns: 2 });
  });
});

describe("after polls", () => {
  it("that were held back come shorter ones, at once", () => {
    const next = nextRung(rung({ kind: "long_poll", cause: "refused" }), ended({ wasHeard: true }));
    expect(next).toMatchObject({ rung: { kind: "short_poll", cause: "refused" }, isAtOnce: true });
  });

  it("that the server ended come the same", () => {
    for (const kind of ["long_poll", "short_poll"] as const) {
      const next = nextRung(rung({ kind }), ended({ wasHeard: true, byServer: true }));
      expect(next).toMatchObject({ rung: { kind }, isAtOnce: false });
    }
  });

  it("that nobody answered everything is tried anew, after a pause", () => {
    for (const kind of ["long_poll", "short_poll"] as const) {
      const next = nextRung(rung({ kind, cause: "refused" }), ended());
      expect(next).toMatchObject({ rung: { kind: "websocket" }, isAtOnce: false });
    }
  });
});

it("tries to come back ever later, and at least every ten minutes", () => {
  expect([0, 1, 2, 50].map(returnDelayMs)).toEqual([30_000, 60_000, 120_000, 600_000]);
});
