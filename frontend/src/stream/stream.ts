/**
 * The tab's connection to the server. It reconnects by itself, and passes on what came at most once an animation frame.
 */
import { sentenceOf } from "../api/sentenceOf";
import { MESSAGES } from "../api/kinds.gen";
import type { Frame } from "../api/reading";
import type { Answer, Command, Down, ProbeJson, Up } from "../api/types";
import { decodeFrame, type Decoded } from "./decode";
import { Line, type LineState } from "./line";
import type { Openers } from "./transport";

/** The state of the connection. */
export type Connection = "connecting" | "open" | "reconnecting";

/** All messages since the last batch, in order, and of each probe only the newest frame. */
export interface Batch {
  readonly messages: readonly Down[];
  readonly frames: readonly Frame[];
  /** Why a message, a frame or a reading was passed over, in sentences for the person; each once. */
  readonly unread: readonly string[];
}

export interface StreamEvents {
  onBatch(batch: Batch): void;
  /** `why`: what the server said, where the connection was lost and it was the server that ended it. */
  onConnection(connection: Connection, why: string | null): void;
  /** What carries the stream from now on. */
  onLine(line: LineState): void;
}

const ANSWER_MS = 10_000;
/** The numbers of a measurement come before its answer; when they have not come this long after it, they are lost. */
const FRAME_MS = 5_000;
const NO_FRAME = "the server has measured it, but the numbers did not arrive; look and try again";
/** What a tab may watch of one run. */
const MAX_PROBES = 40;
/** How often a hidden tab, which gets no animation frames, passes on what came. */
const HIDDEN_MS = 250;

interface Waiting {
  readonly resolve: (answer: Answer) => void;
  readonly reject: (why: Error) => void;
  readonly timer: ReturnType<typeof setTimeout>;
}

interface WaitingFrame {
  readonly resolve: (frame: Frame) => void;
  readonly reject: (why: Error) => void;
}

export class Stream {
  private readonly line: Line;
  private nextId = 1;
  private readonly runs = new Map<string, () => number>();
  private readonly watched = new Map<string, readonly ProbeJson[]>();
  private readonly waiting = new Map<number, Waiting>();
  private readonly waitingFrames = new Map<string, WaitingFrame>();
  private arrived: (string | ArrayBuffer)[] = [];
  private cancelFlush: (() => void) | null = null;

  constructor(
    openers: Openers,
    private readonly events: StreamEvents,
  ) {
    this.line = new Line(openers, {
      opened: (line) => this.opened(line),
      heard: (data) => this.heard(data),
      lost: (why) => this.lost(why),
      isBusy: () => this.waiting.size + this.waitingFrames.size > 0,
    });
  }

  get isOpen(): boolean {
    return this.line.isOpen;
  }

  /**
   * Subscribes to a run: its state, the points after `after()` (asked again for each new connection), then new ones.
   */
  subscribe(run: string, after: () => number): void {
    this.runs.set(run, after);
    this.post({ type: "subscribe", run, after: after() });
  }

  unsubscribe(run: string): void {
    this.watched.delete(run);
    if (this.runs.delete(run)) this.post({ type: "unsubscribe", run });
  }

  /** Sets all probes that are watched in a run, in place of those before. */
  watch(run: string, probes: readonly ProbeJson[]): void {
    this.watched.set(run, probes.slice(0, MAX_PROBES));
    this.postWatch(run);
  }

  /**
   * Sends a command. Resolves with the server's answer, also a refusal. Rejects with a sentence when the connection is
   * lost.
   */
  command(run: string, command: Command): Promise<Answer> {
    const id = this.nextId++;
    return this.ask(id, { type: "command", id, run, command });
  }

  /** Measures a probe once. Rejects with a sentence where there is nothing to measure. */
  async measure(run: string, probe: ProbeJson): Promise<Frame> {
    const id = this.nextId++;
    const key = `#${id}`;
    const frame = new Promise<Frame>((resolve, reject) =>
      this.waitingFrames.set(key, { resolve, reject }),
    );
    frame.catch(() => undefined);
    let timer: ReturnType<typeof setTimeout> | undefined;
    try {
      const answer = await this.ask(id, { type: "measure", id, run, probe: { ...probe } });
      if (!answer.ok) throw new Error(answer.error ?? "this could not be measured");
      timer = setTimeout(() => this.waitingFrames.get(key)?.reject(new Error(NO_FRAME)), FRAME_MS);
      return await frame;
    } finally {
      clearTimeout(timer);
      this.waitingFrames.delete(key);
    }
  }

  /** Connects now instead of waiting for the next attempt. */
  hurry(): void {
    this.line.hurry();
  }

  close(): void {
    this.cancelFlush?.();
    this.line.close();
    this.giveUpWaiting("the page was closed");
  }

  // ---- the line

  private opened(line: LineState): void {
    // Passes on what has come before the new transport is asked for what comes after it.
    this.flush();
    this.events.onLine(line);
    this.events.onConnection("open", null);
    for (const [run, after] of this.runs) this.post({ type: "subscribe", run, after: after() });
    for (const run of this.watched.keys()) this.postWatch(run);
  }

  private lost(why: string | null): void {
    this.flush();
    this.giveUpWaiting("the connection was lost before the server answered; look and try again");
    this.events.onConnection("reconnecting", why);
  }

  // ---- up

  private post(message: Up): void {
    this.line.send(JSON.stringify(message));
  }

  private postWatch(run: string): void {
    const probes = (this.watched.get(run) ?? []).map((probe) => ({ ...probe }));
    this.post({ type: "watch", run, probes });
  }

  private ask(id: number, message: Up): Promise<Answer> {
    if (!this.isOpen) {
      return Promise.reject(
        new Error("there is no connection to the server just now; it is being called again"),
      );
    }
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.waiting.delete(id);
        reject(new Error("the server did not answer within 10 s; look and try again"));
      }, ANSWER_MS);
      this.waiting.set(id, { resolve, reject, timer });
      this.post(message);
    });
  }

  private giveUpWaiting(why: string): void {
    const all = [...this.waiting.values()];
    const frames = [...this.waitingFrames.values()];
    this.waiting.clear();
    this.waitingFrames.clear();
    for (const { reject, timer } of all) {
      clearTimeout(timer);
      reject(new Error(why));
    }
    for (const { reject } of frames) reject(new Error(why));
  }

  // ---- down

  private heard(data: string | ArrayBuffer): void {
    this.arrived.push(data);
    this.cancelFlush ??= soon(() => this.flush());
  }

  private flush(): void {
    this.cancelFlush?.();
    this.cancelFlush = null;
    if (this.arrived.length === 0) return;
    const { messages, decoded, unread } = readBatch(this.arrived);
    this.arrived = [];
    const frames = decoded.filter((one) => !this.answersQuestion(one)).map(({ frame }) => frame);
    try {
      this.events.onBatch({ messages, frames, unread });
    } finally {
      // Whatever happens to the batch, those who asked get their answers.
      for (const message of messages) if (message.type === "answer") this.answered(message);
    }
  }

  private answered(answer: Answer): void {
    const waiting = this.waiting.get(answer.id);
    this.waiting.delete(answer.id);
    clearTimeout(waiting?.timer);
    waiting?.resolve(answer);
  }

  private answersQuestion({ frame, unread: [why] }: Decoded): boolean {
    if (!frame.probe.startsWith("#")) return false;
    const waiting = this.waitingFrames.get(frame.probe);
    if (frame.readings.length === 0 && why !== undefined) waiting?.reject(new Error(why));
    else waiting?.resolve(frame);
    return true;
  }
}

interface Read extends Pick<Batch, "messages" | "unread"> {
  readonly decoded: readonly Decoded[];
}

/**
 * What arrived, read: texts in order, of the frames of one probe the newest. Each is read alone; what cannot be is
 * told.
 */
function readBatch(arrived: readonly (string | ArrayBuffer)[]): Read {
  const messages: Down[] = [];
  const frames = new Map<string, Decoded>();
  const unread = new Set<string>();
  for (const data of arrived) {
    try {
      if (typeof data === "string") messages.push(readMessage(data));
      else {
        const decoded = decodeFrame(data);
        frames.set(`${decoded.frame.run} ${decoded.frame.probe}`, decoded);
        for (const why of decoded.unread) unread.add(why);
      }
    } catch (error) {
      unread.add(sentenceOf(error));
    }
  }
  return { messages, decoded: [...frames.values()], unread: [...unread] };
}

const KNOWN: ReadonlySet<unknown> = new Set(MESSAGES);

/** The message in a text. Throws an `Error` with a sentence where it is none that this page knows. */
function readMessage(text: string): Down {
  const message: unknown = parsed(text);
  const type = typeof message === "object" && message !== null && "type" in message && message.type;
  if (!KNOWN.has(type)) {
    throw new Error(
      `the server sent a message “${String(type)}”, which this page does not know; reload it`,
    );
  }
  return message as Down;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error("the server sent a text that is no message; reload the page");
  }
}

/** Calls `act` once before the next picture is drawn, or soon in a hidden tab. Returns how to cancel it. */
function soon(call: () => void): () => void {
  if (document.visibilityState === "hidden") {
    const timer = setTimeout(call, HIDDEN_MS);
    return () => clearTimeout(timer);
  }
  // A tab that is hidden between now and its next frame would wait for ever.
  const timer = setTimeout(call, HIDDEN_MS);
  const handle = requestAnimationFrame(call);
  return () => {
    clearTimeout(timer);
    cancelAnimationFrame(handle);
  };
}
