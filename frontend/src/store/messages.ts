/** Messages for the person: what went wrong or happened, with a button where one can help. */
import { create } from "zustand";

import { sentenceOf } from "../api/sentenceOf";
import type { Problem } from "../api/types";

/**
 * What a message is about. It goes when that has passed, which `session/causes.ts` watches:
 *
 * `drawing`: another drawing is opened. `check`: the drawing has that problem no more. `start`: the drawing starts from
 * other weights. `run`: another run is on the screen. `command`: a later command is taken. `comparison`: other runs are
 * compared. `connection`: the server answers again. `saving`: saving is delayed no more. `unsaved`: the
 * drawing is saved. `download`: it begins anew.
 * `waiting`: the run on the screen has its worker. `others`: no other run trains. `server`: never by itself.
 */
export type Cause =
  | "drawing"
  | "check"
  | "start"
  | "run"
  | "command"
  | "comparison"
  | "connection"
  | "saving"
  | "unsaved"
  | "download"
  | "waiting"
  | "others"
  | "server";

export interface Message {
  readonly id: number;
  readonly tone: "problem" | "news";
  readonly sentence: string;
  readonly cause: Cause;
  readonly action?: { readonly title: string; readonly run: () => void };
}

interface MessagesState {
  readonly messages: readonly Message[];
  readonly nextId: number;
}

/** Most messages that are shown at once. */
const MOST = 4;
/** How long a message without a button stays. */
const NEWS_MS = 8_000;
const PROBLEM_MS = 20_000;

export const useMessages = create<MessagesState>(() => ({ messages: [], nextId: 1 }));

/**
 * Shows a message for a while, one with a button until it is dismissed; either goes earlier when its cause has passed.
 * The same sentence is shown once. Returns the message's id.
 */
export function notify(
  sentence: string,
  {
    tone = "problem",
    action,
    cause = "drawing",
  }: Partial<Pick<Message, "tone" | "action" | "cause">> = {},
): number {
  const id = useMessages.getState().nextId;
  useMessages.setState(({ messages, nextId }) => {
    const others = messages.filter((message) => message.sentence !== capital(sentence));
    const message = { id: nextId, tone, sentence: capital(sentence), action, cause };
    return { messages: [...others, message].slice(-MOST), nextId: nextId + 1 };
  });
  if (!action) setTimeout(() => dismiss(id), tone === "news" ? NEWS_MS : PROBLEM_MS);
  return id;
}

export function dismiss(id: number): void {
  useMessages.setState(({ messages }) => ({
    messages: messages.filter((message) => message.id !== id),
  }));
}

/** Dismisses the messages whose cause has passed; with `still`, not those whose sentence is still true. */
export function dismissOf(causes: readonly Cause[], still: readonly string[] = []): void {
  const isTrue = new Set(still.map(capital));
  useMessages.setState((state) => {
    const messages = state.messages.filter(
      ({ cause, sentence }) => !causes.includes(cause) || isTrue.has(sentence),
    );
    return messages.length === state.messages.length ? state : { messages };
  });
}

/** Shows an error's own sentence. */
export function notifyError(error: unknown): void {
  notify(sentenceOf(error), { cause: causeOf(error) });
}

/** By the status of an error of the server: 0 if it could not be reached, 202 if it saves what was asked later. */
function causeOf(error: unknown): Cause {
  const status = error instanceof Error && "status" in error ? error.status : null;
  if (status === 0) return "connection";
  return status === 202 ? "saving" : "drawing";
}

/** The first thing that keeps a project from training, as a sentence. */
export function firstError(problems: readonly Problem[]): Problem | undefined {
  return problems.find((problem) => problem.severity === "error");
}

function capital(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}
