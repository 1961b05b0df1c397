/** Which transport is tried next. Pure. */
import type { TransportKind } from "./transport";

/** Why no websocket is used: it was refused, nothing came over it, or it was cut again and again. */
export type Cause = "refused" | "silent" | "cut";

export interface Rung {
  readonly kind: TransportKind;
  /** Null as long as nothing speaks against websockets. */
  readonly cause: Cause | null;
  /** So many websockets in a row were cut before they were a minute old. */
  readonly cuts: number;
  /** So many attempts to come back to a websocket have failed in a row. */
  readonly failedReturns: number;
}

/** How a transport has ended. */
export interface Ended {
  /** The server's greeting came over it. */
  readonly wasHeard: boolean;
  /** Nothing came any more, but nobody said that it has ended. */
  readonly wasSilent: boolean;
  readonly byServer: boolean;
  readonly livedMs: number;
}

export interface Next {
  readonly rung: Rung;
  /** Whether it is tried at once; else after a pause, since there is no connection at all. */
  readonly isAtOnce: boolean;
}

export const FIRST: Rung = { kind: "websocket", cause: null, cuts: 0, failedReturns: 0 };

/** A websocket that lived so long works: what happened to those before it is forgotten. */
export const LONG_LIFE_MS = 60_000;
const MOST_CUTS = 3;
const FIRST_RETURN_MS = 30_000;
const LATEST_RETURN_MS = 600_000;

/** What is tried after a transport has ended. */
export function nextRung(rung: Rung, ended: Ended): Next {
  // The server has no room, or is started anew: that says nothing about the network.
  if (ended.byServer) return { rung, isAtOnce: false };
  switch (rung.kind) {
    case "websocket":
      return afterWebsocket(rung, ended);
    case "long_poll":
      if (!ended.wasHeard) return { rung: anew(rung), isAtOnce: false };
      return { rung: { ...rung, kind: "short_poll" }, isAtOnce: true };
    case "short_poll":
      return { rung: anew(rung), isAtOnce: false };
  }
}

/** Nothing was answered at all: that says nothing about websockets. */
function anew(rung: Rung): Rung {
  return { ...rung, kind: "websocket", cause: null };
}

function afterWebsocket(rung: Rung, ended: Ended): Next {
  const failedReturns = rung.failedReturns + (rung.cause === null ? 0 : 1);
  if (!ended.wasHeard) {
    const cause: Cause = ended.wasSilent ? "silent" : "refused";
    return { rung: { kind: "long_poll", cause, cuts: 0, failedReturns }, isAtOnce: true };
  }
  if (ended.livedMs >= LONG_LIFE_MS) return { rung: FIRST, isAtOnce: false };
  const cuts = rung.cuts + 1;
  // One that had been given up and came back has one chance.
  if (cuts < MOST_CUTS && rung.cause === null) {
    return { rung: { ...rung, cuts }, isAtOnce: false };
  }
  return { rung: { kind: "long_poll", cause: "cut", cuts: 0, failedReturns }, isAtOnce: true };
}

/** How long after the last websocket the next one is tried beside the polls. */
export function returnDelayMs(failedReturns: number): number {
  return Math.min(LATEST_RETURN_MS, FIRST_RETURN_MS * 2 ** Math.min(failedReturns, 10));
}
