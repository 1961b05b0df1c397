/** One poll over HTTP: the question as JSON, the answer in MessagePack. */
import { decode } from "@msgpack/msgpack";

import type { Poll, PollAnswer } from "../api/types";

/** What a poll brings: texts and bytes, as a websocket would carry them. */
export interface PollReply extends Omit<PollAnswer, "frames"> {
  readonly frames: readonly (string | ArrayBuffer)[];
}

/** Asks once. Null where the server has no such session. Rejects where there is no answer. */
export type Reader = (
  poll: Partial<Poll>,
  signal: AbortSignal,
  alive: () => void,
) => Promise<PollReply | null>;

/** The server answers, and refuses; the message is its sentence. */
export class PollRefused extends Error {}

const GONE = 404;

/** Asks the server of this page; `alive` is called for each piece of the answer that comes. */
export async function askServer(
  poll: Partial<Poll>,
  signal: AbortSignal,
  alive: () => void,
): Promise<PollReply | null> {
  const answer = await fetch("/api/stream/polls", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(poll),
    cache: "no-store",
    keepalive: poll.close === true,
    signal,
  });
  alive();
  if (answer.status === GONE) return null;
  if (!answer.ok || !answer.body) throw await refusalOf(answer);
  return replyOf(await wholeOf(answer.body, alive));
}

/** What the server says; a filter between answers with pages of its own, which are no refusal. */
async function refusalOf(answer: Response): Promise<Error> {
  const said: unknown = await answer.json().catch(() => null);
  const isOurs = typeof said === "object" && said !== null && "error" in said;
  if (isOurs && typeof said.error === "string") return new PollRefused(said.error);
  return new Error(`a poll was answered with ${answer.status}`);
}

async function wholeOf(body: ReadableStream<Uint8Array>, alive: () => void): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  const reader = body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    alive();
    pieces.push(value);
  }
  const whole = new Uint8Array(pieces.reduce((size, piece) => size + piece.byteLength, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.byteLength;
  }
  return whole;
}

/** Throws where the bytes are no answer, as when a filter puts a page of its own in its place. */
export function replyOf(bytes: Uint8Array): PollReply {
  const answer = decode(bytes) as Omit<PollReply, "frames"> & { frames: (string | Uint8Array)[] };
  if (typeof answer !== "object" || !Array.isArray(answer.frames)) {
    throw new Error("a poll was answered by something else than the server");
  }
  const frames = answer.frames.map((frame) =>
    typeof frame === "string" ? frame : frame.slice().buffer,
  );
  return { ...answer, frames };
}
