/** One run as a row of the table. */
import { memo, type MouseEvent } from "react";

import type { RunInfo } from "../../api/types";
import { showRun } from "../../session/session";
import { closeRunsTable, tick, useRunsTable } from "../../store/runsTable";
import { COLUMNS, tagsOf, type ColumnOfRuns } from "./runRows";
import classes from "./RunsTable.module.css";

interface RunRowProps {
  readonly id: string;
  readonly run: RunInfo;
  /** Its place in the whole table, counted from 1 with the heads. */
  readonly index: number;
  readonly height: number;
  readonly isChosen: boolean;
  readonly isTicked: boolean;
  readonly isOnScreen: boolean;
  readonly differs: string;
}

export const RunRow = memo(function RunRow(props: RunRowProps) {
  const { id, run, index, height, isChosen, isTicked, isOnScreen, differs } = props;
  const choose = (event: MouseEvent) => {
    useRunsTable.setState({ chosen: run.id });
    if (event.ctrlKey || event.metaKey) tick([run.id], !isTicked);
  };
  const open = () => {
    closeRunsTable();
    void showRun(run.id);
  };
  return (
    // The keys of the rows are those of the grid, which has the focus.
    <tr
      id={id}
      style={{ height }}
      aria-rowindex={index}
      aria-selected={isTicked}
      data-chosen={isChosen || undefined}
      data-current={isOnScreen || undefined}
      onClick={choose}
      onDoubleClick={open}
    >
      <td className={classes["tick"]}>
        <input
          type="checkbox"
          tabIndex={-1}
          aria-label={`Tick the run ${run.title}`}
          checked={isTicked}
          onChange={() => tick([run.id], !isTicked)}
        />
      </td>
      {COLUMNS.map((column) => (
        <Cell key={column.id} column={column} run={run} differs={differs} />
      ))}
    </tr>
  );
});

interface CellProps {
  readonly column: ColumnOfRuns;
  readonly run: RunInfo;
  readonly differs: string;
}

function Cell({ column: { id, isNumber, textOf }, run, differs }: CellProps) {
  const text = id === "differs" ? differs : textOf(run);
  return (
    <td data-column={id} data-number={isNumber} title={titleOf(id, run, text)}>
      {id === "state" && <i data-state={run.state} aria-hidden />}
      {id === "tags" ? tagsOf(run).map((tag) => <Tag key={tag} tag={tag} />) : text}
    </td>
  );
}

function titleOf(id: string, run: RunInfo, text: string): string | undefined {
  if (id === "title" && run.own_notes) return `${text}\n${run.own_notes}`;
  if (id === "state" && run.reason) return run.reason;
  return text || undefined;
}

/** A click on a tag shows the runs that have it. */
function Tag({ tag }: { readonly tag: string }) {
  return (
    <button
      type="button"
      tabIndex={-1}
      className={classes["tag"]}
      title={`Show the runs with the tag ${tag}`}
      onClick={(event) => {
        event.stopPropagation();
        useRunsTable.setState({ search: `#${tag.toLowerCase()}` });
      }}
    >
      {tag}
    </button>
  );
}
