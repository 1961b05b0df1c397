/** A server of polls for tests: it keeps a batch until it is known to have come, and may be cut off. */
import type { Poll } from "../api/types";
import { PollRefused, type Reader } from "../stream/askServer";

export class FakePolls {
  /** What the network does to polls from now on. */
  fate: "well" | "request lost" | "answer lost" | "silent" | "refused" = "well";
  /** Messages of the tab, each once. */
  readonly heard: string[] = [];
  readonly polls: Partial<Poll>[] = [];
  isClosed = false;
  private session = 0;
  private number = 0;
  private given: (string | ArrayBuffer)[] = [];
  private frames: (string | ArrayBuffer)[] = [];
  private wake: (() => void) | null = null;

  /** The next frame to the tab. */
  show(frame: string | ArrayBuffer): void {
    this.frames.push(frame);
    this.wake?.();
  }

  deliver(message: object): void {
    this.show(JSON.stringify(message));
  }

  /** The server was started anew: it knows no session of before. */
  restart(): void {
    this.session += 1;
    this.number = 0;
    this.given = [];
    this.frames = [];
    this.wake?.();
  }

  readonly ask: Reader = async (poll, signal, alive) => {
    const { fate } = this;
    this.polls.push(poll);
    if (fate === "silent") await never(signal);
    if (fate === "refused") throw new PollRefused("too many tabs are open");
    if (fate === "request lost") throw new Error("lost");
    const isNew = poll.session === null;
    if (isNew) this.restart();
    const session = `session ${this.session}`;
    if (!isNew && poll.session !== session) return null;
    if (poll.close === true) this.isClosed = true;
    else await this.answer(poll, signal);
    if (!isNew && session !== `session ${this.session}`) return null;
    if (fate === "answer lost") throw new Error("lost");
    alive();
    const { number, given } = this;
    return { session, number, taken: this.heard.length, frames: given, closed: null };
  };

  private async answer(poll: Partial<Poll>, signal: AbortSignal): Promise<void> {
    const fresh = (poll.messages ?? []).slice(this.heard.length + 1 - (poll.first ?? 1));
    this.heard.push(...fresh);
    if (poll.after === this.number) this.given = [];
    this.wake?.();
    if (this.given.length === 0 && this.frames.length === 0) {
      await this.wait((poll.wait_secs ?? 0) * 1_000, signal);
    }
    if (this.given.length === 0 && this.frames.length > 0) {
      this.given = this.frames;
      this.frames = [];
      this.number += 1;
    }
  }

  private wait(ms: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.wake = resolve;
      signal.addEventListener("abort", () => {
        clearTimeout(timer);
        resolve();
      });
    });
  }
}

function never(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) =>
    signal.addEventListener("abort", () => reject(new Error("aborted"))),
  );
}
