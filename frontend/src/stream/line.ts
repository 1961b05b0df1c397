/**
 * The line to the server: a websocket where the network lets one through, else polls. It chooses by itself, comes back
 * by itself, and tries a websocket again from time to time beside the polls.
 */
import { reconnectDelayMs } from "./delay";
import { FIRST, LONG_LIFE_MS, nextRung, returnDelayMs, type Cause, type Rung } from "./ladder";
import { LONG, PollTransport, SHORT } from "./pollTransport";
import { Pieces } from "./pieces";
import {
  SocketTransport,
  type Openers,
  type Transport,
  type TransportEvents,
  type TransportKind,
} from "./transport";

/** What carries the stream now, and why it is no websocket. */
export interface LineState {
  readonly kind: TransportKind;
  readonly cause: Cause | null;
}

export interface LineEvents {
  /** There is a new transport, on which nothing was said yet. */
  opened(line: LineState): void;
  heard(data: string | ArrayBuffer): void;
  /** There is no connection; it is tried again and again. `why`: what the server said, if it was the server. */
  lost(why: string | null): void;
  /** Whether somebody waits for an answer. Then the line stays as it is, if it can. */
  isBusy(): boolean;
}

/** The server sends something at least every second. After so long without a byte the transport is given up. */
export const STALL_MS = 3_000;
const PULSE_MS = 500;
const MOST_DOUBLED = 2;
/** A websocket that is tried beside the polls must bring something for so long. */
const TRIAL_MS = 3_000;
/** So many frames are held of it until it carries the stream. */
const MOST_HELD = 200;

export class Line {
  private transport: Transport | null = null;
  private rung: Rung = FIRST;
  private attempt = 0;
  /** So many websockets in a row fell silent before they were a minute old. */
  private silences = 0;
  private openedAt = 0;
  private heardAt = 0;
  private wasHeard = false;
  private retry: ReturnType<typeof setTimeout> | undefined;
  private trial: Trial | null = null;
  private nextTrial: ReturnType<typeof setTimeout> | undefined;
  private pulsedAt = performance.now();
  private readonly pulse = setInterval(() => this.look(), PULSE_MS);
  private pieces = new Pieces();
  private isClosed = false;

  constructor(
    private readonly openers: Openers,
    private readonly events: LineEvents,
  ) {
    this.connect();
  }

  get isOpen(): boolean {
    return this.transport?.isOpen === true;
  }

  send(text: string): void {
    if (this.isOpen) this.transport?.send(text);
  }

  /** Connects now instead of waiting for the next attempt; over polls, tries a websocket now. */
  hurry(): void {
    if (this.isClosed) return;
    if (this.transport) {
      if (this.rung.kind !== "websocket" && !this.trial) this.tryWebsocket();
      return;
    }
    this.attempt = 0;
    this.connect();
  }

  close(): void {
    this.isClosed = true;
    clearInterval(this.pulse);
    clearTimeout(this.retry);
    this.hangUp();
  }

  private connect(): void {
    clearTimeout(this.retry);
    this.openedAt = this.heardAt = performance.now();
    this.wasHeard = false;
    const { kind } = this.rung;
    const { ask } = this.openers;
    const events = this.listening();
    this.transport =
      kind === "websocket"
        ? new SocketTransport(this.openers.websocket(), events)
        : new PollTransport(ask, kind === "long_poll" ? LONG : SHORT, events);
  }

  /** More after each silence of late: over a slow line, which other requests share, a message may take seconds. */
  private get patienceMs(): number {
    return STALL_MS * 2 ** Math.min(this.silences, MOST_DOUBLED);
  }

  private listening(): TransportEvents {
    return {
      opened: () => this.opened(),
      heard: (data) => this.heard(data),
      alive: () => (this.heardAt = performance.now()),
      ended: (why) => this.ended(why, false),
    };
  }

  private opened(): void {
    this.wasHeard = true;
    this.attempt = 0;
    this.heardAt = performance.now();
    const { kind, cause } = this.rung;
    this.pieces = new Pieces();
    this.events.opened({ kind, cause: kind === "websocket" ? null : cause });
    if (kind !== "websocket") this.plan();
  }

  private heard(data: string | ArrayBuffer): void {
    this.heardAt = performance.now();
    const frame = this.pieces.add(data);
    if (frame !== null) this.events.heard(frame);
  }

  private ended(why: string | null, wasSilent: boolean): void {
    const { wasHeard } = this;
    this.hangUp();
    if (this.isClosed) return;
    const livedMs = performance.now() - this.openedAt;
    this.silences = wasSilent && livedMs < LONG_LIFE_MS ? this.silences + 1 : 0;
    const next = nextRung(this.rung, { byServer: why !== null, wasSilent, wasHeard, livedMs });
    this.rung = next.rung;
    if (wasHeard || !next.isAtOnce) this.events.lost(why);
    const delay = next.isAtOnce ? 0 : reconnectDelayMs(this.attempt++);
    this.retry = setTimeout(() => this.connect(), delay);
  }

  private hangUp(): void {
    const { transport } = this;
    this.transport = null;
    transport?.close();
    this.endTrial();
  }

  /** Gives a silent transport up. After a moment in which this page itself stood still it is given time. */
  private look(): void {
    const now = performance.now();
    const stoodStill = now - this.pulsedAt > 3 * PULSE_MS;
    this.pulsedAt = now;
    if (stoodStill) this.heardAt = now;
    this.judge(now);
    // A poll knows by itself when it is silent.
    const isSocket = this.rung.kind === "websocket";
    if (isSocket && this.transport && now - this.heardAt > this.patienceMs) {
      this.ended(null, true);
    }
  }

  // ---- the way back to a websocket

  private plan(): void {
    clearTimeout(this.nextTrial);
    this.nextTrial = setTimeout(() => this.tryWebsocket(), returnDelayMs(this.rung.failedReturns));
  }

  private tryWebsocket(): void {
    this.endTrial();
    this.trial = new Trial(this.openers, () => {
      this.rung = { ...this.rung, failedReturns: this.rung.failedReturns + 1 };
      this.endTrial();
      this.plan();
    });
  }

  private judge(now: number): void {
    if (this.trial?.isGood(now) && !this.events.isBusy()) this.comeBack(this.trial);
    else if (this.trial?.isSilent(now)) this.trial.fail();
  }

  private endTrial(): void {
    clearTimeout(this.nextTrial);
    this.trial?.close();
    this.trial = null;
  }

  /** The websocket that was tried carries the stream from now on. */
  private comeBack(trial: Trial): void {
    const before = this.transport;
    this.trial = null;
    clearTimeout(this.nextTrial);
    before?.close();
    this.rung = { ...this.rung, kind: "websocket" };
    this.openedAt = performance.now();
    this.wasHeard = true;
    this.transport = trial.handOver(this.listening());
    this.pieces = new Pieces();
    this.events.opened({ kind: "websocket", cause: null });
    for (const data of trial.heard) this.heard(data);
  }
}

/** A websocket that is tried while polls carry the stream. */
class Trial {
  readonly heard: (string | ArrayBuffer)[] = [];
  private readonly since = performance.now();
  private heardAt = this.since;
  private owner: TransportEvents | null = null;
  private readonly transport: SocketTransport;

  constructor(
    openers: Openers,
    readonly fail: () => void,
  ) {
    this.transport = new SocketTransport(openers.websocket(), {
      opened: () => undefined,
      alive: () => undefined,
      heard: (data) => this.hears(data),
      ended: (why) => (this.owner ? this.owner.ended(why) : fail()),
    });
  }

  /** Whether something still came over it after a while. */
  isGood(now: number): boolean {
    return this.heardAt - this.since >= TRIAL_MS && !this.isSilent(now);
  }

  isSilent(now: number): boolean {
    return now - this.heardAt > STALL_MS;
  }

  handOver(owner: TransportEvents): Transport {
    this.owner = owner;
    return this.transport;
  }

  close(): void {
    this.transport.close();
  }

  private hears(data: string | ArrayBuffer): void {
    this.heardAt = performance.now();
    if (this.owner) this.owner.heard(data);
    else if (this.heard.push(data) > MOST_HELD) this.fail();
  }
}
