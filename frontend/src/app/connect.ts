/** Connects the page to the server: HTTP routes, websocket, and the browser's storage and address bar. */
import { useEffect, useState } from "react";

import { sentenceOf } from "../api/sentenceOf";
import { createApi } from "../api/client";
import { frameStore } from "../store/readings";
import { openSession } from "../session/openSession";
import { notify } from "../store/messages";
import { openComparison, showRun, setSession, type Session } from "../session/session";
import { askServer } from "../stream/askServer";
import { Stream, type StreamEvents } from "../stream/stream";
import { quietly } from "./quietly";

/** Time between two attempts to connect, in milliseconds. */
const RETRY_MS = 1_000;

export type Connected =
  | { readonly state: "connecting"; readonly problem: string | null }
  | { readonly state: "connected" };

/**
 * Opens the session when the component is mounted and closes it when it is unmounted. Tries again until the server
 * answers.
 */
export function useSession(): Connected {
  const [connected, setConnected] = useState<Connected>({ state: "connecting", problem: null });
  useEffect(() => {
    let isGone = false;
    let session: Session | null = null;
    let retry: ReturnType<typeof setTimeout> | undefined;
    /** The address that was set before the session was open. */
    let missed: URLSearchParams | null = null;
    const follow = () => {
      if (session) followAddress(address());
      else missed = address();
    };
    window.addEventListener("hashchange", follow);
    const keep = (opened: Session) => {
      if (isGone) return opened.close();
      session = opened;
      setSession(opened);
      setConnected({ state: "connected" });
      if (missed) followAddress(missed);
    };
    const knock = () => {
      open().then(keep, (error: unknown) => {
        if (isGone) return;
        const problem = sentenceOf(error);
        setConnected({ state: "connecting", problem });
        retry = setTimeout(knock, RETRY_MS);
      });
    };
    knock();
    return () => {
      isGone = true;
      clearTimeout(retry);
      window.removeEventListener("hashchange", follow);
      setSession(null);
      session?.close();
    };
  }, []);
  return connected;
}

async function open(): Promise<Session> {
  let stream: Stream | null = null;
  try {
    return await openSession({
      api: createApi(),
      frameStore,
      openStream: (events) => (stream = openLine(events)),
      storage: localStorage,
      namedRun,
      nameRun,
      namedComparison: () => namedComparison(),
      nameComparison,
    });
  } catch (error) {
    (stream as Stream | null)?.close();
    throw error;
  }
}

/** Opens the websocket. It reconnects at once when the computer is online again or the tab becomes visible. */
function openLine(events: StreamEvents): Stream {
  const { protocol, host } = window.location;
  const address = `${protocol === "https:" ? "wss:" : "ws:"}//${host}/api/stream?paced=true`;
  const openers = { websocket: () => new WebSocket(address), ask: askServer };
  const stream = new Stream(openers, events);
  const away = new AbortController();
  const hurry = () => {
    frameStore.setAway(document.visibilityState === "hidden");
    stream.hurry();
  };
  window.addEventListener("online", hurry, { signal: away.signal });
  document.addEventListener("visibilitychange", hurry, { signal: away.signal });
  const close = stream.close.bind(stream);
  stream.close = () => {
    away.abort();
    close();
  };
  return stream;
}

/**
 * Reads the fragment of the page's address: `#run=<id>&compare=<id>,<id>` names the run on the screen and the compared
 * runs.
 */
function address(): URLSearchParams {
  return new URLSearchParams(window.location.hash.slice(1));
}

function namedRun(): string | null {
  return address().get("run");
}

function nameRun(id: string | null): void {
  namePart("run", id);
}

function namedComparison(parts = address()): readonly string[] {
  return parts.get("compare")?.split(",").filter(Boolean) ?? [];
}

function nameComparison(ids: readonly string[]): void {
  namePart("compare", ids.length > 0 ? ids.join(",") : null);
}

/** Sets a part of the address, such as `run`. An empty value stands alone, null takes the part away. */
export function namePart(part: "run" | "compare" | "present", value: string | null): void {
  const parts = address();
  if (value === null) parts.delete(part);
  else parts.set(part, value);
  const { pathname, search, hash } = window.location;
  // A comma needs no escape in a fragment.
  const text = parts
    .toString()
    .replaceAll("%2C", ",")
    .replaceAll(/=(?=&|$)/g, "");
  const next = text === "" ? "" : `#${text}`;
  if (hash !== next) window.history.replaceState(null, "", `${pathname}${search}${next}`);
}

function followAddress(parts: URLSearchParams): void {
  const id = parts.get("run");
  const compared = namedComparison(parts);
  if (compared.length > 0) openComparison(compared);
  if (id !== null) quietly(showRun(id));
  else if (compared.length === 0 && !parts.has("present"))
    notify("this address names no run", { tone: "news", cause: "run" });
}
