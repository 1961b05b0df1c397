/** What carries frames between this tab and the server. The stream above does not know which kind it has. */
import type { Reader } from "./askServer";
import { goodbyeOf } from "./goodbye";
import { Receipts } from "./receipts";

export type TransportKind = "websocket" | "long_poll" | "short_poll";

export interface Transport {
  readonly isOpen: boolean;
  /** Sends a message. The transport must be open. */
  send(text: string): void;
  /** Closes it. No event follows. */
  close(): void;
}

export interface TransportEvents {
  /** The first thing came: the server can be spoken to. */
  opened(): void;
  heard(data: string | ArrayBuffer): void;
  /** Bytes came, though no whole frame. */
  alive(): void;
  /** It has ended. `why`: the server said so, and the network between carries it; null where it did not. */
  ended(why: string | null): void;
}

/** How each kind is opened. */
export interface Openers {
  websocket(): Socket;
  readonly ask: Reader;
}

/** The part of `WebSocket` that is used. */
export type Socket = Pick<
  WebSocket,
  "send" | "close" | "readyState" | "onmessage" | "onclose" | "onerror" | "binaryType"
>;

const OPEN = 1;
/** The server takes no more. */
export const MOST_RESTED_SECS = 60;

/** One websocket as a transport. A connection over which nothing comes is none: proxies give such. */
export class SocketTransport implements Transport {
  private wasHeard = false;
  private readonly receipts = new Receipts((frames, restedMs) => {
    const rested = Math.min(MOST_RESTED_SECS, restedMs / 1_000).toFixed(3);
    if (this.isOpen) this.send(`{"type":"received","frames":${frames},"rested_secs":${rested}}`);
  });

  constructor(
    private readonly socket: Socket,
    events: TransportEvents,
  ) {
    socket.binaryType = "arraybuffer";
    socket.onmessage = ({ data }: MessageEvent<string | ArrayBuffer>) => {
      const isFirst = !this.wasHeard;
      this.wasHeard = true;
      this.receipts.came(data);
      if (isFirst) events.opened();
      events.heard(data);
    };
    socket.onclose = ({ code, reason }: CloseEvent) => events.ended(goodbyeOf(code, reason));
    socket.onerror = () => events.ended(null);
  }

  get isOpen(): boolean {
    return this.wasHeard && this.socket.readyState === OPEN;
  }

  send(text: string): void {
    this.socket.send(text);
  }

  close(): void {
    this.receipts.stop();
    const { socket } = this;
    socket.onmessage = socket.onclose = socket.onerror = null;
    socket.close();
  }
}
