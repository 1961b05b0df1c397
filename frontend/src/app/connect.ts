/** Joins the page to the server: routes, the line, this browser's storage and address. */
import { useEffect, useState } from "react";

import { createApi } from "../api/client";
import { board } from "../store/readings";
import { openSession } from "../store/openSession";
import { say } from "../store/messages";
import { showRun, speakThrough, type Session } from "../store/session";
import { Stream, type StreamEvents } from "../stream/stream";
import { quietly } from "./quietly";

/** How often to knock while the server does not answer. */
const RETRY_MS = 1_000;

export type Connected =
  | { readonly state: "connecting"; readonly problem: string | null }
  | { readonly state: "connected" };

/** Opens the session while the page is there; tries again until the server answers. */
export function useSession(): Connected {
  const [connected, setConnected] = useState<Connected>({ state: "connecting", problem: null });
  useEffect(() => {
    let isGone = false;
    let session: Session | null = null;
    let retry: ReturnType<typeof setTimeout> | undefined;
    const keep = (opened: Session) => {
      if (isGone) return opened.close();
      session = opened;
      speakThrough(opened);
      setConnected({ state: "connected" });
    };
    const knock = () => {
      open().then(keep, (error: unknown) => {
        if (isGone) return;
        const problem = error instanceof Error ? error.message : String(error);
        setConnected({ state: "connecting", problem });
        retry = setTimeout(knock, RETRY_MS);
      });
    };
    knock();
    return () => {
      isGone = true;
      clearTimeout(retry);
      speakThrough(null);
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
      board,
      openStream: (events) => (stream = openLine(events)),
      storage: localStorage,
      namedRun,
      nameRun,
    });
  } catch (error) {
    (stream as Stream | null)?.close();
    throw error;
  }
}

/** The line; it is called again at once when the machine is back on a net or the tab comes to the front. */
function openLine(events: StreamEvents): Stream {
  const { protocol, host } = window.location;
  const address = `${protocol === "https:" ? "wss:" : "ws:"}//${host}/api/stream`;
  const stream = new Stream(() => new WebSocket(address), events);
  const away = new AbortController();
  const hurry = () => {
    board.setAway(document.visibilityState === "hidden");
    stream.hurry();
  };
  window.addEventListener("online", hurry, { signal: away.signal });
  document.addEventListener("visibilitychange", hurry, { signal: away.signal });
  window.addEventListener("hashchange", followAddress, { signal: away.signal });
  const close = stream.close.bind(stream);
  stream.close = () => {
    away.abort();
    close();
  };
  return stream;
}

/** `#run=<id>` in the page's address. */
function namedRun(): string | null {
  return new URLSearchParams(window.location.hash.slice(1)).get("run");
}

function nameRun(id: string | null): void {
  const { pathname, search } = window.location;
  const hash = id === null ? "" : `#${new URLSearchParams({ run: id }).toString()}`;
  if (window.location.hash === hash) return;
  window.history.replaceState(null, "", `${pathname}${search}${hash}`);
}

function followAddress(): void {
  const id = namedRun();
  if (id !== null) quietly(showRun(id));
  else say("this address names no run", { tone: "news" });
}
