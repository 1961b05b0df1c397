/** What carries frames between this tab and the server. The stream above does not know which kind it has. */
import type { Reader } from "./askServer";
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
  /** It has ended. `byServer`: the server said so, and the network between carries it. */
  ended(byServer: boolean): void;
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

/** One websocket as a transport. A connection over which nothing comes is none: proxies give such. */
export class SocketTransport implements Transport {
  private wasHeard = false;
  private readonly receipts = new Receipts((frames) => {
    if (this.isOpen) this.send(`{"type":"received","frames":${frames}}`);
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
    socket.onclose = socket.onerror = () => events.ended(false);
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
