/** Messages for the person: what went wrong or happened, with a button where one can help. */
import { create } from "zustand";

import { sentenceOf } from "../api/sentenceOf";
import type { Problem } from "../api/types";

export interface Message {
  readonly id: number;
  readonly tone: "problem" | "news";
  readonly sentence: string;
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
 * Shows a message for a while, one with a button until it is dismissed. The same sentence is shown once. Returns the
 * message's id.
 */
export function notify(
  sentence: string,
  { tone = "problem", action }: Partial<Pick<Message, "tone" | "action">> = {},
): number {
  const id = useMessages.getState().nextId;
  useMessages.setState(({ messages, nextId }) => {
    const others = messages.filter((message) => message.sentence !== capital(sentence));
    const message = { id: nextId, tone, sentence: capital(sentence), action };
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

/** Dismisses the news, because another drawing is opened. */
export function dismissNews(): void {
  useMessages.setState(({ messages }) => ({
    messages: messages.filter(({ tone }) => tone !== "news"),
  }));
}

/** Shows an error's own sentence. */
export function notifyError(error: unknown): void {
  notify(sentenceOf(error));
}

/** The first thing that keeps a project from training, as a sentence. */
export function firstError(problems: readonly Problem[]): Problem | undefined {
  return problems.find((problem) => problem.severity === "error");
}

function capital(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}
