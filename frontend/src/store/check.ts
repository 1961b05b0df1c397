/** What the server's check says of the drawing: problems with their fixes, the shape of every node and wire. */
import { create } from "zustand";

import type { NodeReport, Problem, ProjectFile, Report } from "../api/types";

interface CheckState {
  /** The newest answer. */
  readonly report: Report | null;
  /** The file that was checked. The drawing may have changed since. */
  readonly file: ProjectFile | null;
  /** Why the newest file could not be checked, in a sentence. */
  readonly problem: string | null;
}

export const useCheck = create<CheckState>(() => ({ report: null, file: null, problem: null }));

const NO_PROBLEMS: readonly Problem[] = [];

/** The newest report; null before the first. */
export function useReport(): Report | null {
  return useCheck((state) => state.report);
}

export function useNodeReport(id: string): NodeReport | null {
  return useCheck((state) => state.report?.nodes[id] ?? null);
}

/** All problems, with those that keep the project from training first. */
export function useProblems(): readonly Problem[] {
  return useCheck((state) => state.report?.problems ?? NO_PROBLEMS);
}

export function problemsOf(report: Report | null, node: string): readonly Problem[] {
  const found = report?.problems.filter((problem) => problem.node === node) ?? [];
  return found.length > 0 ? found : NO_PROBLEMS;
}
