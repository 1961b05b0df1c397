/** The table of all runs: whether it is open, how it is sorted and filtered, and what is ticked in it. */
import { create } from "zustand";

export type RunColumn =
  "title" | "tags" | "state" | "epoch" | "score" | "loss" | "seed" | "size" | "started" | "differs";

export interface RunsTable {
  readonly isOpen: boolean;
  readonly by: RunColumn;
  readonly isDescending: boolean;
  readonly search: string;
  /** The row that the keys are at, and whose details are shown. */
  readonly chosen: string | null;
  readonly ticked: ReadonlySet<string>;
  /** The run that all others are held against; null is the one on the screen. */
  readonly reference: string | null;
}

const NONE: ReadonlySet<string> = new Set();

export const useRunsTable = create<RunsTable>(() => ({
  isOpen: false,
  by: "started",
  isDescending: true,
  search: "",
  chosen: null,
  ticked: NONE,
  reference: null,
}));

/** Opens the table, at the run on the screen. */
export function openRunsTable(chosen: string | null): void {
  useRunsTable.setState({ isOpen: true, chosen });
}

export function closeRunsTable(): void {
  useRunsTable.setState({ isOpen: false, ticked: NONE });
}

/** Sorts by a column; by the one that it is sorted by already, the other way round. */
export function sortBy(column: RunColumn, beginsDescending: boolean): void {
  useRunsTable.setState(({ by, isDescending }) => ({
    by: column,
    isDescending: by === column ? !isDescending : beginsDescending,
  }));
}

export function tick(ids: readonly string[], isTicked: boolean): void {
  useRunsTable.setState(({ ticked }) => {
    const next = new Set(ticked);
    for (const id of ids) {
      if (isTicked) next.add(id);
      else next.delete(id);
    }
    return { ticked: next };
  });
}
