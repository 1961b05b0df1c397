/** What carries the stream, as sentences. Pure. */
import type { Pace } from "../api/types";
import type { LineState } from "../stream/line";

const CAUSES = {
  refused: "This network lets no websockets through",
  silent: "This network lets websockets open and holds back what they carry",
  cut: "This network cuts websockets off after a short while",
} as const;

const INSTEAD = {
  long_poll: "Torchground asks for what is new again and again instead",
  short_poll: "Torchground asks every second instead",
} as const;

/** Why there is no websocket and what is used instead, and whether the line is slow; null where nothing is to be said. */
export function lineSentence({ kind, cause }: LineState, pace: Pace | null = null): string | null {
  const slow = pace?.is_slow
    ? "This line is slow: pictures come fewer and smaller, numbers go before them."
    : null;
  if (kind === "websocket") return slow;
  const instead = `${CAUSES[cause ?? "refused"]}: ${INSTEAD[kind]}. Everything works, a little later.`;
  return slow ? `${instead} ${slow}` : instead;
}

/** What is said while there is no connection. `said`: what the server said before it ended it. */
export function lostSentence(isOnline: boolean, said: string | null = null): string {
  const why = said ?? (isOnline ? "The server does not answer." : "This device has no network.");
  return `Reconnecting… ${why} A run needs no page to go on; nothing is lost.`;
}
