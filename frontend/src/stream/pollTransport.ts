/** The stream over polls: asks again and again. Numbers both ways see to it that nothing is lost or comes twice. */
import type { Poll } from "../api/types";
import { PollRefused, type PollReply, type Reader } from "./askServer";
import { Busy } from "./busy";
import { goodbyeOf, RESTARTING, TRY_LATER } from "./goodbye";
import { MOST_RESTED_SECS, type Transport, type TransportEvents } from "./transport";

/** How often it asks, and how long each poll waits at the server for something new. */
export interface PollStyle {
  readonly waitSecs: number;
  readonly pauseMs: number;
}

export const LONG: PollStyle = { waitSecs: 2, pauseMs: 0 };
export const SHORT: PollStyle = { waitSecs: 0, pauseMs: 1_000 };

/** Nothing of an answer came for so long after it should have: the poll has failed. */
export const SILENT_MS = 3_000;
/** So many failures end it; a poll that works makes up for a part of one. A network that cuts every other poll ends it. */
const MOST_FAILURES = 2;
const MADE_UP = 0.25;
/** Messages in one poll, and polls at once: a message does not wait for the poll that waits. */
const MAX_MESSAGES = 64;
const MAX_ASKING = 2;
/** How long after a poll that failed the next one is sent. */
const AGAIN_MS = 200;
const FAILED = "failed";

export class PollTransport implements Transport {
  private session: string | null = null;
  private after = 0;
  /** The number of the newest message that the server has. */
  private taken = 0;
  private messages: string[] = [];
  /** The number of the newest message in the newest poll. */
  private asked = 0;
  private turn = 0;
  private asking = 0;
  /** When the last answer was there, though the page may have been too busy to see it. */
  private repliedAt = performance.now();
  private readonly busy = new Busy();
  private failures = 0;
  private isClosed = false;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly leaving = new AbortController();

  constructor(
    private readonly ask: Reader,
    private readonly style: PollStyle,
    private readonly events: TransportEvents,
  ) {
    this.soon(0);
  }

  get isOpen(): boolean {
    return this.session !== null && !this.isClosed;
  }

  send(text: string): void {
    this.messages.push(text);
    this.soon(0);
  }

  close(): void {
    if (this.isClosed) return;
    this.end();
    if (this.session === null) return;
    // The server need not wait until nobody asks any more.
    const leave = { ...this.question(), messages: [], close: true };
    this.ask(leave, new AbortController().signal, () => undefined).catch(() => undefined);
  }

  private end(): void {
    this.isClosed = true;
    clearTimeout(this.timer);
    this.busy.stop();
    this.leaving.abort();
  }

  private soon(delayMs: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.poll(), delayMs);
  }

  /** What the server is asked: all that it is not known to have comes along. */
  private question(): Partial<Poll> {
    const messages = this.messages.slice(0, MAX_MESSAGES);
    this.asked = this.taken + messages.length;
    return { session: this.session, after: this.after, first: this.taken + 1, messages };
  }

  /** Asks once. A newer poll takes over from one that waits, whose answer is taken all the same. */
  private async poll(): Promise<void> {
    if (this.asking >= MAX_ASKING || (this.asking > 0 && this.session === null)) return;
    const turn = ++this.turn;
    // What is to be sent must not wait; nor must the first answer, which says that this works.
    const isUrgent = this.session === null || this.messages.length > 0;
    const wait_secs = isUrgent ? 0 : this.style.waitSecs;
    const rested_secs = Math.min(MOST_RESTED_SECS, (performance.now() - this.repliedAt) / 1_000);
    this.asking += 1;
    const reply = await this.answerTo({ ...this.question(), wait_secs, rested_secs }).catch(
      (error: unknown): PollRefused | typeof FAILED =>
        error instanceof PollRefused ? error : FAILED,
    );
    this.asking -= 1;
    if (this.isClosed) return;
    if (reply === null) return this.endedBy(goodbyeOf(RESTARTING));
    if (reply instanceof PollRefused) return this.endedBy(goodbyeOf(TRY_LATER, reply.message));
    if (reply === FAILED) {
      if (turn === this.turn) this.failed();
      return;
    }
    this.repliedAt = performance.now() - this.busy.ms();
    this.failures = Math.max(0, this.failures - MADE_UP);
    this.take(reply);
    const isUnasked = this.taken + this.messages.length > this.asked;
    if (isUnasked) this.soon(0);
    else if (turn === this.turn) this.soon(this.style.pauseMs);
  }

  /** The answer to one poll; gives up when nothing of it comes any more. */
  private async answerTo(poll: Partial<Poll>): Promise<PollReply | null> {
    const giveUp = new AbortController();
    const stop = () => giveUp.abort();
    this.leaving.signal.addEventListener("abort", stop);
    let timer = setTimeout(stop, (poll.wait_secs ?? 0) * 1_000 + SILENT_MS);
    const alive = () => {
      clearTimeout(timer);
      timer = setTimeout(stop, SILENT_MS);
      if (!this.isClosed) this.events.alive();
    };
    try {
      return await this.ask(poll, giveUp.signal, alive);
    } finally {
      clearTimeout(timer);
      this.leaving.signal.removeEventListener("abort", stop);
    }
  }

  private take(reply: PollReply): void {
    if (reply.taken > this.taken) {
      this.messages = this.messages.slice(reply.taken - this.taken);
      this.taken = reply.taken;
    }
    if (this.session === null) {
      this.session = reply.session;
      this.events.opened();
    }
    if (reply.number > this.after) {
      this.after = reply.number;
      for (const frame of reply.frames) this.events.heard(frame);
    }
    if (reply.closed !== null) this.endedBy(goodbyeOf(reply.closed));
  }

  private failed(): void {
    this.failures += 1;
    if (this.failures < MOST_FAILURES) this.soon(AGAIN_MS);
    else this.endedBy(null);
  }

  private endedBy(why: string | null): void {
    if (this.isClosed) return;
    this.end();
    this.events.ended(why);
  }
}
