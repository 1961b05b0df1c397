/** Gives a person a moment after a layer was added, before what is wrong with it is said. */
import { create } from "zustand";

import type { Problem } from "../../api/types";
import { useCheck } from "../../store/check";
import { useProject } from "../../store/project";

/** So long, or until the next edit, new problems are not said. */
const MOMENT_MS = 1000;

/** The sentences that are said during the moment; null outside of it: all are said. */
export const useMoment = create<{ readonly known: ReadonlySet<string> | null }>(() => ({
  known: null,
}));

/** Whether a problem may be said now. */
export function isDue({ sentence }: Problem, known: ReadonlySet<string> | null): boolean {
  return known === null || known.has(sentence);
}

/** Watches the drawing for new layers, until the returned function is called. */
export function giveMoments(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const leave = useProject.subscribe(({ file, origin }, before) => {
    if (file.network === before.file.network && origin === before.origin) return;
    clearTimeout(timer);
    const old = new Set(before.file.network.nodes.map(({ id }) => id));
    const isNew = origin === before.origin && file.network.nodes.some(({ id }) => !old.has(id));
    if (!isNew) return useMoment.setState({ known: null });
    const problems = useCheck.getState().report?.problems ?? [];
    useMoment.setState({ known: new Set(problems.map(({ sentence }) => sentence)) });
    timer = setTimeout(() => useMoment.setState({ known: null }), MOMENT_MS);
  });
  return () => {
    clearTimeout(timer);
    useMoment.setState({ known: null });
    leave();
  };
}
