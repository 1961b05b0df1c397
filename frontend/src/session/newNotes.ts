/** What a run's notes say that was not known before. Pure. */
import type { RunInfo } from "../api/types";

/**
 * What happened to a run since it was last heard of, as sentences. The server keeps a run's newest notes only, so a
 * note is known by its time, not by its place in the list.
 */
export function newNotes(before: RunInfo | null, now: RunInfo | null): string[] {
  if (!before || before.id !== now?.id) return [];
  const last = before.notes.at(-1)?.at ?? "";
  const known = new Set(before.notes.filter(({ at }) => at === last).map(({ text }) => text));
  // The times are UTC and written alike, so they sort as texts.
  const fresh = now.notes.filter(({ at, text }) => at > last || (at === last && !known.has(text)));
  // Why a run ended stands over the canvas already.
  return fresh.map(({ text }) => text).filter((text) => text !== now.reason);
}
