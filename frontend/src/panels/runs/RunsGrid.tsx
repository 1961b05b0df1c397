/** The rows of the table of runs. Only those in sight are drawn, so that thousands stay quick. */
import { useMediaQuery } from "@mantine/hooks";
import { IconArrowDown, IconArrowUp } from "@tabler/icons-react";
import { useId, useMemo, useRef, type KeyboardEvent } from "react";

import type { RunInfo } from "../../api/types";
import { showRun } from "../../session/session";
import { useCatalogue } from "../../store/catalogue";
import { useRun } from "../../store/runs";
import { closeRunsTable, sortBy, tick, useRunsTable } from "../../store/runsTable";
import { differsFrom } from "./runDifferences";
import { useRunProjects, type KnownProject } from "./runProjects";
import { COLUMNS, TABLE_REM, type ColumnOfRuns } from "./runRows";
import { rowKeyOf, type RowKey } from "./rowKeys";
import { RUN_NAME } from "./RunLabelsForm";
import { RunRow } from "./RunRow";
import { useRowWindow } from "./useRowWindow";
import classes from "./RunsTable.module.css";

export interface RunsGridProps {
  readonly shown: readonly RunInfo[];
  readonly onDelete: (runs: readonly RunInfo[]) => void;
}

/** The id of the table: the focus goes back there. */
export const RUNS_GRID = "runs-grid";

/** The height of a row in rem, for a mouse and for a finger. */
const ROW = { fine: 1.875, coarse: 2.75 };

export function RunsGrid({ shown, onDelete }: RunsGridProps) {
  const id = useId();
  const rowHeight = useRowHeight();
  const box = useRef<HTMLDivElement>(null);
  const rows = useRowWindow(box, shown.length, rowHeight, rowHeight);
  const { chosen, ticked, reference } = useRunsTable();
  const onScreen = useRun()?.id ?? null;
  const inSight = shown.slice(rows.first, rows.end);
  const held = reference ?? onScreen;
  const differs = useDiffering(inSight, held);
  const onKey = useRowKeys(shown, rows, onDelete);
  const isInSight = inSight.some((run) => run.id === chosen);
  return (
    <div className={classes["scroll"]} ref={box} onScroll={rows.onScroll}>
      <table
        id={RUNS_GRID}
        className={classes["table"]}
        style={{ minWidth: `${TABLE_REM}rem` }}
        role="grid"
        aria-label="Runs"
        aria-rowcount={shown.length + 1}
        aria-multiselectable
        aria-activedescendant={isInSight ? `${id}-${chosen}` : undefined}
        tabIndex={0}
        onKeyDown={onKey}
      >
        <Heads shown={shown} rowHeight={rowHeight} />
        <tbody>
          <Gap height={rows.first * rowHeight} />
          {inSight.map((run, at) => (
            <RunRow
              key={run.id}
              id={`${id}-${run.id}`}
              run={run}
              index={rows.first + at + 2}
              height={rowHeight}
              isChosen={run.id === chosen}
              isTicked={ticked.has(run.id)}
              isOnScreen={run.id === onScreen}
              differs={run.id === held ? "all others are held against it" : differs(run.id)}
            />
          ))}
          <Gap height={(shown.length - rows.end) * rowHeight} />
        </tbody>
      </table>
      {shown.length === 0 && <p className={classes["none"]}>No run is found; search for less.</p>}
    </div>
  );
}

/** Keeps the place of rows that are not drawn. */
function Gap({ height }: { readonly height: number }) {
  return height > 0 ? <tr aria-hidden style={{ height }} /> : null;
}

function useRowHeight(): number {
  const isCoarse = useMediaQuery("(pointer: coarse)");
  const rem = parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
  return Math.round(rem * (isCoarse ? ROW.coarse : ROW.fine));
}

interface HeadsProps {
  readonly shown: readonly RunInfo[];
  readonly rowHeight: number;
}

function Heads({ shown, rowHeight }: HeadsProps) {
  const ticked = useRunsTable((state) => state.ticked);
  const isAll = shown.length > 0 && shown.every(({ id }) => ticked.has(id));
  return (
    <thead>
      <tr style={{ height: rowHeight }} aria-rowindex={1}>
        <th className={classes["tickHead"]}>
          <input
            type="checkbox"
            aria-label={isAll ? "Untick all runs that are shown" : "Tick all runs that are shown"}
            checked={isAll}
            onChange={() =>
              tick(
                shown.map(({ id }) => id),
                !isAll,
              )
            }
          />
        </th>
        {COLUMNS.map((column) => (
          <Head key={column.id} column={column} />
        ))}
      </tr>
    </thead>
  );
}

function Head({ column }: { readonly column: ColumnOfRuns }) {
  const { by, isDescending } = useRunsTable();
  const { id, title, rem, isNumber, beginsDescending = false, sortKey } = column;
  const isSorted = by === id;
  const width = id === "differs" ? undefined : `${rem}rem`;
  const Arrow = isDescending ? IconArrowDown : IconArrowUp;
  return (
    <th
      scope="col"
      style={{ width }}
      data-column={id}
      data-number={isNumber}
      aria-sort={!isSorted ? undefined : isDescending ? "descending" : "ascending"}
    >
      {sortKey ? (
        <button
          type="button"
          title={`Sort by ${title.toLowerCase()}`}
          onClick={() => sortBy(id, beginsDescending)}
        >
          {title}
          {isSorted && <Arrow size="0.75rem" aria-hidden />}
        </button>
      ) : (
        title
      )}
    </th>
  );
}

/** What differs in a run from the one that all are held against; empty while that is not known. */
function useDiffering(inSight: readonly RunInfo[], held: string | null): (id: string) => string {
  const catalogue = useCatalogue();
  const ids = inSight.map(({ id }) => id);
  const projects: ReadonlyMap<string, KnownProject> = useRunProjects(
    held === null ? [] : [held, ...ids.filter((id) => id !== held)],
  );
  return useMemo(() => {
    const reference = held === null ? undefined : projects.get(held);
    return (id: string) => differsFrom(reference, projects.get(id), catalogue)?.text ?? "";
  }, [catalogue, held, projects]);
}

/** Moves through the rows by keys, ticks, opens and deletes them. */
function useRowKeys(
  shown: readonly RunInfo[],
  { show, page }: Pick<ReturnType<typeof useRowWindow>, "show" | "page">,
  onDelete: (runs: readonly RunInfo[]) => void,
): (event: KeyboardEvent) => void {
  const anchor = useRef(0);
  return (event) => {
    if (event.target !== event.currentTarget) return;
    const key = rowKeyOf(event);
    if (key === null) return;
    event.preventDefault();
    const { chosen, ticked } = useRunsTable.getState();
    const at = shown.findIndex(({ id }) => id === chosen);
    const run = shown[at];
    const to = targetOf(key, at, page, shown.length);
    if (to !== null) {
      const next = shown[to];
      if (!next) return;
      if (event.shiftKey) {
        const [from, end] = [Math.min(anchor.current, to), Math.max(anchor.current, to)];
        const range = shown.slice(from, end + 1).map(({ id }) => id);
        useRunsTable.setState({ ticked: new Set(range) });
      } else anchor.current = to;
      useRunsTable.setState({ chosen: next.id });
      show(to);
    } else if (key === "all")
      tick(
        shown.map(({ id }) => id),
        true,
      );
    else if (!run) return;
    else if (key === "tick") tick([run.id], !ticked.has(run.id));
    else if (key === "rename") document.getElementById(RUN_NAME)?.focus();
    else if (key === "open") {
      closeRunsTable();
      void showRun(run.id);
    } else onDelete(ticked.size > 0 ? shown.filter(({ id }) => ticked.has(id)) : [run]);
  };
}

/** The row that a key goes to; null for keys that go nowhere. */
function targetOf(key: RowKey, at: number, page: number, count: number): number | null {
  const within = (row: number) => Math.max(0, Math.min(count - 1, row));
  if (key === "down") return within(at + 1);
  if (key === "up") return within(at - 1);
  if (key === "page down") return within(at + page);
  if (key === "page up") return within(at - page);
  if (key === "first") return 0;
  return key === "last" ? within(count - 1) : null;
}
