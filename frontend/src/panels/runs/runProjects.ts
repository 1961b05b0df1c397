/** The projects of runs, asked for when they are needed and kept: the project of a run never changes. */
import { useEffect, useId, useSyncExternalStore } from "react";

import { sentenceOf } from "../../api/sentenceOf";
import type { ProjectFile } from "../../api/types";
import { projectOfRun } from "../../session/session";

/** How many are kept; those that came first go first. */
const MOST_KEPT = 400;
/** How many are asked for at once. */
const AT_ONCE = 4;
/** So long a row must be in sight before its project is asked for, in milliseconds. */
const REST_MS = 120;

/** The project, or why it cannot be read. */
export type KnownProject = ProjectFile | string;

let known: ReadonlyMap<string, KnownProject> = new Map();
/** By whoever wants them. */
const wanted = new Map<string, readonly string[]>();
const asking = new Set<string>();
const listeners = new Set<() => void>();

/** The projects of these runs, as far as they have come. */
export function useRunProjects(ids: readonly string[]): ReadonlyMap<string, KnownProject> {
  const who = useId();
  const key = ids.join();
  useEffect(() => {
    const timer = setTimeout(() => {
      wanted.set(who, key === "" ? [] : key.split(","));
      askForMore();
    }, REST_MS);
    return () => clearTimeout(timer);
  }, [key, who]);
  useEffect(() => () => void wanted.delete(who), [who]);
  return useSyncExternalStore(follow, () => known);
}

function follow(changed: () => void): () => void {
  listeners.add(changed);
  return () => listeners.delete(changed);
}

function askForMore(): void {
  for (const id of [...wanted.values()].flat()) {
    if (asking.size >= AT_ONCE) return;
    if (!known.has(id) && !asking.has(id)) void ask(id);
  }
}

async function ask(id: string): Promise<void> {
  asking.add(id);
  let found: KnownProject;
  try {
    found = await projectOfRun(id);
  } catch (error) {
    found = sentenceOf(error);
  }
  asking.delete(id);
  const kept = [...known].slice(Math.max(0, known.size + 1 - MOST_KEPT));
  known = new Map([...kept, [id, found]]);
  for (const changed of listeners) changed();
  askForMore();
}

/** Those that could not be read may be asked for again. */
export function forgetFailed(): void {
  known = new Map([...known].filter(([, project]) => typeof project !== "string"));
}
