/** What a session needs of the rest of the page and of the browser. */
import type { Api } from "../api/client";
import type { FrameStore } from "../store/frameStore";
import type { Stream, StreamEvents } from "../stream/stream";

/** What a session is made of; tests give fakes. */
export interface SessionDeps {
  readonly api: Api;
  readonly frameStore: FrameStore;
  openStream(events: StreamEvents): SessionStream;
  readonly storage: Pick<Storage, "getItem" | "setItem">;
  /** The run named in the page's address. */
  namedRun(): string | null;
  nameRun(id: string | null): void;
  /** The runs that the page's address lays side by side. */
  namedComparison(): readonly string[];
  nameComparison(ids: readonly string[]): void;
}

export type SessionStream = Pick<
  Stream,
  "subscribe" | "unsubscribe" | "watch" | "command" | "measure" | "hurry" | "close"
>;
